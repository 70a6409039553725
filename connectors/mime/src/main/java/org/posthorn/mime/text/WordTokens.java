package org.posthorn.mime.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The words of a text as fuzzy searches compare them: runs of letters and digits, folded, without
 * accents. What is written without spaces gives each two characters that stand together.
 */
public final class WordTokens {
  /** Chars of a word that count. */
  public static final int LONGEST = 40;

  private WordTokens() {}

  /** The words in order, some may be there twice; at most so many. */
  public static List<String> of(String text, int most) {
    List<String> words = new ArrayList<>();
    each(SearchText.fold(text), word -> add(words, word, most));
    return words;
  }

  private static void add(List<String> words, String word, int most) {
    if (words.size() < most) {
      words.add(word);
    }
  }

  /** Shows the words of a folded text in order. */
  public static void each(String folded, Consumer<String> seen) {
    StringBuilder word = new StringBuilder(LONGEST + 1);
    int before = -1; // of what is written without spaces
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      if (c >= 0x300 && c < 0x370) {
        continue; // an accent. RFC 5051 §2 takes letters apart
      }
      boolean letter = Character.isLetterOrDigit(c) || isMark(c);
      boolean joined = letter && c > 0x2E00 && isUnspaced(c);
      if (!letter || joined) {
        flush(word, seen);
      }
      if (joined) {
        if (before >= 0) {
          seen.accept(new StringBuilder(4).appendCodePoint(before).appendCodePoint(c).toString());
        } else if (i == folded.length() || !isUnspaced(folded.codePointAt(i))) {
          seen.accept(Character.toString(c));
        }
      } else if (letter && word.length() < LONGEST) {
        word.appendCodePoint(c);
      }
      before = joined ? c : -1;
    }
    flush(word, seen);
  }

  private static boolean isMark(int c) {
    return c >= 0x370
        && (Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK);
  }

  private static boolean isUnspaced(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA;
  }

  private static void flush(StringBuilder word, Consumer<String> seen) {
    if (word.length() > 0) {
      seen.accept(word.toString());
      word.setLength(0);
    }
  }
}
