package org.posthorn.textindex.control;

import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words as Lucene reads the terms of a field. */
final class WordStream extends TokenStream {
  private final List<String> words;
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private int next;

  /** Reads what the list has at the time. */
  WordStream(List<String> words) {
    this.words = words;
  }

  @Override
  public void reset() {
    next = 0;
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (next == words.size()) {
      return false;
    }
    term.append(words.get(next++));
    return true;
  }
}
