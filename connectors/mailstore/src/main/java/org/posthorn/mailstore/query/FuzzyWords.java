package org.posthorn.mailstore.query;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.text.SearchText;
import org.posthorn.mime.text.WordTokens;

/**
 * Words that are looked for in messages, all of them, in any order. An index is asked once, when
 * the first message depends on it; messages that it does not know are read and ranked as it would
 * do without knowing the others: by how often the words stand there, and how long the text is.
 */
final class FuzzyWords {
  private static final int MOST = 20;
  private static final double SATURATION = 1.2; // as BM25 has them by default
  private static final double BY_LENGTH = 0.75;
  private static final double USUAL_LENGTH = 200; // words of a message
  private static final double NEAR = 0.4; // what a word counts that is spelt differently

  private final MessageSource source;
  private final String text;
  private final boolean header;
  private final List<String> words;
  private Optional<TextRanking> ranking = Optional.empty();
  private boolean asked;

  /** In the messages of a mailbox, in the header too or only in their text. */
  FuzzyWords(MessageSource source, String text, boolean header) {
    this.source = source;
    this.text = text;
    this.header = header;
    this.words = WordTokens.of(text, MOST).stream().distinct().toList();
  }

  /** Whether there is no word, only signs. */
  boolean isEmpty() {
    return words.isEmpty();
  }

  /** What the index says of a message, if it knows it. */
  Optional<Integer> ranked(long uid) {
    if (!asked) {
      ranking = source.textRanking(text, header);
      asked = true;
    }
    return ranking.filter(index -> index.knows(uid)).map(index -> index.score(uid));
  }

  /** How well a message fits, by reading it: 1 to 100, or 0 when a word is missing. */
  int score(ContentSearch message) {
    Count count = new Count();
    message.show(0, count);
    double sum = 0;
    for (double often : count.often) {
      if (often == 0) {
        return 0;
      }
      double length = 1 - BY_LENGTH + BY_LENGTH * count.length / USUAL_LENGTH;
      sum += often / (often + SATURATION * length);
    }
    return (int) Math.max(1, Math.min(100, Math.round(100 * sum / words.size())));
  }

  /** Counts the words of a message. */
  private final class Count implements ContentSearch.Reader {
    private final double[] often = new double[words.size()];
    private long length;

    @Override
    public boolean field(String field) {
      if (header) {
        WordTokens.each(SearchText.fold(field), this::add);
      }
      return false;
    }

    @Override
    public boolean body(String piece, boolean html) {
      if (!html) {
        WordTokens.each(SearchText.fold(piece), this::add);
      }
      return false;
    }

    @Override
    public void page(String text) {
      WordTokens.each(SearchText.fold(text), this::add);
    }

    private void add(String word) {
      length++;
      for (int i = 0; i < often.length; i++) {
        String wanted = words.get(i);
        if (word.equals(wanted)) {
          often[i]++;
        } else if (word.charAt(0) == wanted.charAt(0)
            && (wanted.length() > 2 && word.startsWith(wanted) || FuzzyText.near(wanted, word))) {
          often[i] += NEAR;
        }
      }
    }
  }
}
