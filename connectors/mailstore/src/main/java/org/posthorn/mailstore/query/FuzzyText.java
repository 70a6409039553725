package org.posthorn.mailstore.query;

import java.util.List;
import java.util.stream.Stream;
import org.posthorn.mime.text.SearchText;

/**
 * Text that is looked for word by word, in any order, and with a few wrong letters: one in words of
 * four letters, two in words of eight. Scores from 1 to 100 say how well a text fits. RFC 6203 §3.
 */
final class FuzzyText {
  private static final int MAX_WORDS = 20;
  private static final int MAX_WORD = 40; // letters; longer ones have to be right
  private static final int MAX_TEXT = 4096; // characters that are looked at letter by letter

  private final String phrase;
  private final List<String> words;

  /** Prepares text as it came from the client. */
  FuzzyText(String text) {
    phrase = SearchText.fold(text).strip();
    words = words(phrase).distinct().limit(MAX_WORDS).toList();
  }

  private static Stream<String> words(String folded) {
    return Stream.of(folded.split("[^\\p{L}\\p{M}\\p{N}]+")).filter(word -> !word.isEmpty());
  }

  /** How well a text fits; 0 when a word is missing. */
  int score(String text) {
    String folded = SearchText.fold(text);
    if (folded.contains(phrase)) {
      return 100;
    }
    if (words.isEmpty()) {
      return 0;
    }
    List<String> near = words(folded.substring(0, Math.min(MAX_TEXT, folded.length()))).toList();
    int sum = 0;
    for (String word : words) {
      int score = folded.contains(word) ? 90 : near(word, near);
      if (score == 0) {
        return 0;
      }
      sum += score;
    }
    return sum / words.size();
  }

  /** Whether a word is another with as many wrong letters as are tolerated. */
  static boolean near(String word, String other) {
    int most = tolerated(word);
    return Math.abs(other.length() - word.length()) <= most
        && distance(word, other, most + 1) <= most;
  }

  private static int tolerated(String word) {
    return word.length() > MAX_WORD ? 0 : Math.min(2, word.length() / 4);
  }

  private static int near(String word, List<String> others) {
    int most = tolerated(word);
    int best = most + 1;
    for (String other : others) {
      if (Math.abs(other.length() - word.length()) < best) {
        best = Math.min(best, distance(word, other, best));
      }
    }
    return best > most ? 0 : best == 1 ? 60 : 30;
  }

  /** Letters to put in, leave out or change; {@code limit} stands for that many or more. */
  private static int distance(String a, String b, int limit) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      int least = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
        least = Math.min(least, row[j]);
      }
      if (least >= limit) {
        return limit;
      }
    }
    return Math.min(limit, row[b.length()]);
  }
}
