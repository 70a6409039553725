package org.posthorn.textindex.control;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.text.SearchText;
import org.posthorn.mime.text.WordTokens;

/** What the index keeps of one message. To be used again and again. Not thread-safe. */
final class MessageText implements ContentSearch.Reader {
  /** How many words of the header and as many of the rest count. */
  private static final int MOST_WORDS = 50_000;

  private final Trigrams trigrams = new Trigrams();
  private final List<String> head = new ArrayList<>();
  private final List<String> body = new ArrayList<>();

  @Override
  public boolean field(String text) {
    String folded = SearchText.fold(text);
    add(folded, head);
    return trigrams.add(folded) && full(head);
  }

  @Override
  public boolean body(String text, boolean html) {
    String folded = SearchText.fold(text);
    if (!html) {
      add(folded, body);
    }
    return trigrams.add(folded) && full(body);
  }

  @Override
  public void page(String text) {
    add(SearchText.fold(text), body);
  }

  /** Adds text that only searches for words look at. */
  void document(String text) {
    add(SearchText.fold(text), body);
  }

  private static void add(String folded, List<String> words) {
    if (!full(words)) {
      WordTokens.each(folded, word -> addOne(word, words));
    }
  }

  private static void addOne(String word, List<String> words) {
    if (!full(words)) {
      words.add(word);
    }
  }

  private static boolean full(List<String> words) {
    return words.size() >= MOST_WORDS;
  }

  /** Forgets all. */
  void clear() {
    trigrams.clear();
    head.clear();
    body.clear();
  }

  /** This is not all of the message. */
  void giveUp() {
    trigrams.giveUp();
  }

  /** What exact searches look at. */
  Trigrams trigrams() {
    return trigrams;
  }

  /** The words of the header, as many times as they stand there. */
  List<String> head() {
    return head;
  }

  /** The words of text parts and documents, as many times as they stand there. */
  List<String> body() {
    return body;
  }
}
