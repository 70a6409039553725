package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account with ten thousand mailboxes: no form of LIST is dear. RFC 2683 §3.2.1.1. */
class ManyMailboxesTest {
  private static final int EACH = 100;

  private static final FakeStore STORE = new FakeStore();
  private static final Talk TALK = Talk.loggedIn(STORE);

  @BeforeAll
  static void tenThousand() {
    for (int i = 0; i < EACH; i++) {
      for (int j = 0; j < EACH; j++) {
        TALK.say("c CREATE box" + i + "/sub" + j);
      }
      TALK.say("s SUBSCRIBE box" + i + "/sub7");
    }
  }

  @ParameterizedTest
  @Timeout(30)
  @CsvSource(
      delimiter = '|',
      value = {
        "LIST \"\" *|10103",
        "LIST \"\" %|103",
        "LIST \"\" (* % box1* */sub%)|10103",
        "LIST \"\" *x*x*x*x*x*x*x*y|0",
        "LIST (SUBSCRIBED) \"\" *|101",
        "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" %|101",
        "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" *|101",
        "LIST \"\" * RETURN (SUBSCRIBED CHILDREN SPECIAL-USE)|10103",
        "LIST \"\" % RETURN (STATUS (MESSAGES UNSEEN))|206",
        "LSUB \"\" *|101",
        "LSUB \"\" %|101",
      })
  void allFormsOfListAreQuick(String command, int lines) {
    TALK.say("w " + command);
    long began = System.nanoTime();
    List<String> answer = TALK.say("a " + command);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(answer).hasSize(lines + 1);
    assertThat(answer.get(lines)).startsWith("a OK");
    assertThat(took).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void parentsOfSubscribedAreNamed() { // RFC 5258 §5, example 9
    assertThat(TALK.say("a LIST (SUBSCRIBED RECURSIVEMATCH) \"\" box3"))
        .containsExactly(
            "* LIST (\\HasChildren) \"/\" box3 (\"CHILDINFO\" (\"SUBSCRIBED\"))",
            "a OK LIST completed");
  }
}
