package org.posthorn.junk.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.junk.value.MessageSample;
import org.posthorn.junk.value.MessageSample.Sampled;
import org.posthorn.junk.value.WordSet;

/** What the filter says of messages. */
class BayesTest {
  private static final WordCounts NOTHING = new WordCounts();

  private static WordSet words(String text) {
    MessageSample sample = new MessageSample();
    sample.add(ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(UTF_8)));
    Sampled all = sample.end();
    return MessageWords.of(all.content(), all.facts());
  }

  private static WordSet body(String text) {
    return words("From: a@a.test\n\n" + text + "\n");
  }

  private static WordCounts trained(int messages) {
    WordCounts counts = new WordCounts();
    for (int i = 0; i < messages; i++) {
      counts.add(body("meeting tomorrow about the budget draft version" + i), false);
      counts.add(body("cheap watches casino bonus winner claim" + i), true);
    }
    return counts;
  }

  @Test
  void wordsTellJunkFromTheRest() {
    Bayes filter = new Bayes(trained(60), NOTHING);
    assertThat(filter.score(body("casino bonus for the winner")).probability()).isGreaterThan(0.99);
    assertThat(filter.score(body("budget meeting")).probability()).isLessThan(0.01);
    assertThat(filter.score(body("something else entirely")).probability()).isEqualTo(0.5);
    assertThat(filter.score(body("casino")).significant()).isTrue();
  }

  @Test
  void aFilterThatHasSeenLittleSaysSo() {
    assertThat(new Bayes(trained(49), NOTHING).score(body("casino")).significant()).isFalse();
    assertThat(new Bayes(NOTHING, NOTHING).score(body("casino")).probability()).isEqualTo(0.5);
  }

  @Test
  void aNewAccountBorrowsFromTheOthers() {
    Bayes filter = new Bayes(NOTHING, trained(300));
    assertThat(filter.score(body("casino bonus")).probability()).isGreaterThan(0.9);
    assertThat(filter.score(body("casino bonus")).significant()).isTrue();
  }

  @Test
  void whatAnAccountSaysItselfCountsMore() {
    WordCounts own = new WordCounts();
    for (int i = 0; i < 100; i++) {
      own.add(body("casino bonus report of our own casino"), false);
      own.add(body("pills"), true);
    }
    Bayes filter = new Bayes(own, trained(300));
    assertThat(filter.score(body("casino bonus")).probability()).isLessThan(0.1);
  }

  @Test
  void encodedTextAndHtmlAreRead() {
    WordSet plain = body("Grüße casino");
    assertThat(
            words(
                "From: a@a.test\nContent-Type: text/html; charset=utf-8\n"
                    + "Content-Transfer-Encoding: base64\n\n"
                    + Base64.getEncoder()
                        .encodeToString("<p>Gr&uuml;&szlig;e <b>casino</b></p>".getBytes(UTF_8))
                    + "\n"))
        .isEqualTo(plain);
  }

  @Test
  void fieldsHaveWordsOfTheirOwn() {
    assertThat(words("Subject: casino\n\n")).isNotEqualTo(words("X-Other: casino\n\ncasino\n"));
    assertThat(words("Received: from casino\n\n").size()).isZero();
  }

  @Test
  void wordsAreWrittenAndReadAgain() {
    int[] some = new Random(1).ints(1_000).toArray();
    some[0] = Integer.MIN_VALUE;
    some[1] = Integer.MAX_VALUE;
    WordSet set = WordSet.of(some);
    assertThat(WordSet.read(set.octets())).isEqualTo(set);
    assertThat(set.octets().length).isLessThan(4_000);
    assertThat(WordSet.read(WordSet.EMPTY.octets())).isEqualTo(WordSet.EMPTY);
  }

  @Test
  void countsGrowWithoutLosingAnything() {
    WordCounts counts = new WordCounts();
    int[] many = new Random(2).ints(50_000).distinct().toArray();
    counts.add(WordSet.of(many), true);
    counts.add(WordSet.of(many), false);
    for (int each : many) {
      assertThat(counts.junk(each) + counts.ham(each)).isEqualTo(2);
    }
  }
}
