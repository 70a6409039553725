package org.posthorn.junk.control;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.posthorn.junk.value.WordSet;
import org.posthorn.kernel.Content;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.text.SearchText;
import org.posthorn.mime.text.WordTokens;

/** The words of a message that a filter goes by: of some fields, and of what can be read. */
public final class MessageWords implements ContentSearch.Reader {
  private static final int MOST = 1_000;
  private static final int MOST_OCTETS = 512 * 1024; // chars of text that are looked at
  private static final int SHORTEST = 3;
  private static final int LONGEST = 30;
  private static final int MOST_DIGITS = 3;

  /** Those that senders choose; others, such as Received, say where it was delivered. */
  private static final Set<String> FIELDS =
      new HashSet<>(
          List.of("from", "to", "cc", "reply-to", "subject", "sender", "return-path", "bcc"));

  private int[] words = new int[64];
  private final Set<Integer> seen = new HashSet<>();
  private int chars;

  private MessageWords() {}

  /** The words of a message. */
  public static WordSet of(Content content, MessageFacts facts) {
    MessageWords reader = new MessageWords();
    new ContentSearch(content, facts).show(0, reader);
    return WordSet.of(Arrays.copyOf(reader.words, reader.seen.size()));
  }

  @Override
  public boolean field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (FIELDS.contains(name)) {
      String prefix = name + ':';
      WordTokens.each(SearchText.fold(text.substring(colon + 1)), word -> add(prefix, word));
    }
    return full();
  }

  @Override
  public boolean body(String text, boolean html) {
    if (!html) {
      page(text);
    }
    return full();
  }

  @Override
  public void page(String text) {
    chars += text.length();
    if (!full()) {
      WordTokens.each(SearchText.fold(text), word -> add("", word));
    }
  }

  private boolean full() {
    return seen.size() >= MOST || chars >= MOST_OCTETS;
  }

  private void add(String prefix, String word) {
    if (seen.size() >= MOST || !isTelling(word)) {
      return;
    }
    int digest = digest(prefix, word);
    if (seen.add(digest)) {
      if (words.length < seen.size()) {
        words = Arrays.copyOf(words, 2 * words.length);
      }
      words[seen.size() - 1] = digest;
    }
  }

  // numbers and what is drawn by lot is never seen again
  private static boolean isTelling(String word) {
    boolean unspaced = word.codePointAt(0) > 0x2E00;
    if (unspaced) {
      return true;
    }
    if (word.length() < SHORTEST || word.length() > LONGEST) {
      return false;
    }
    return word.chars().filter(Character::isDigit).count() <= MOST_DIGITS;
  }

  private static int digest(String prefix, String word) {
    int digest = 0x811C9DC5; // FNV-1a, then mixed
    for (int i = 0; i < prefix.length(); i++) {
      digest = (digest ^ prefix.charAt(i)) * 0x01000193;
    }
    for (int i = 0; i < word.length(); i++) {
      digest = (digest ^ word.charAt(i)) * 0x01000193;
    }
    digest ^= digest >>> 16;
    digest *= 0x85EBCA6B;
    digest ^= digest >>> 13;
    digest *= 0xC2B2AE35;
    return digest ^ digest >>> 16;
  }
}
