package org.posthorn.textindex.control;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/** Trigrams as Lucene reads the terms of a field. */
final class TrigramStream extends TokenStream {
  /** The term of messages that may have any text. */
  static final BytesRef ANY = new BytesRef(new byte[] {0});

  private final Trigrams trigrams;
  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final BytesRef bytes = new BytesRef(3);
  private int next;

  /** Reads what the set has at the time. */
  TrigramStream(Trigrams trigrams) {
    this.trigrams = trigrams;
  }

  @Override
  public void reset() {
    next = 0;
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (trigrams.tooMany()) {
      term.setBytesRef(ANY);
      return next++ == 0;
    }
    if (next == trigrams.count()) {
      return false;
    }
    write(trigrams.at(next++), bytes);
    term.setBytesRef(bytes);
    return true;
  }

  /** The term of a trigram. */
  static BytesRef term(int trigram) {
    BytesRef term = new BytesRef(3);
    write(trigram, term);
    return term;
  }

  private static void write(int trigram, BytesRef term) {
    term.bytes[0] = (byte) (trigram >>> 16);
    term.bytes[1] = (byte) (trigram >>> 8);
    term.bytes[2] = (byte) trigram;
    term.length = 3;
  }
}
