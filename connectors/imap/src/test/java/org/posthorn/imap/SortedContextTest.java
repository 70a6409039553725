package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTEXT=SORT. RFC 5267 §4.3. */
class SortedContextTest {
  private static final Pattern ITEM = Pattern.compile("(REMOVEFROM|ADDTO) \\(([^)]*)\\)");

  private final FakeStore store = new FakeStore();

  private void deliver(String... subjects) {
    for (String subject : subjects) {
      store.deliver("INBOX", "Subject: " + subject + "\r\n\r\nx\r\n");
    }
  }

  @Test
  void positionsAreThoseInTheOrder() { // RFC 5267 §4.3.3, §4.3.4
    deliver("d", "b", "f", "h");
    Talk talk = Talk.selected(store);
    assertThat(talk.say("B01 UID SORT RETURN (UPDATE ALL) (SUBJECT) UTF-8 UNFLAGGED"))
        .containsExactly("* ESEARCH (TAG \"B01\") UID ALL 2,1,3:4", "B01 OK SORT completed");
    deliver("e", "a", "g", "c");
    assertThat(talk.say("c NOOP"))
        .containsExactly(
            "* 8 EXISTS",
            "* ESEARCH (TAG \"B01\") UID ADDTO (1 6 3 8 5 5 7 7)",
            "c OK NOOP completed");
    assertThat(talk.say("d STORE 6,8,7 +FLAGS.SILENT (\\Flagged)"))
        .containsExactly(
            "* ESEARCH (TAG \"B01\") UID REMOVEFROM (7 7 3 8 1 6)", "d OK STORE completed");
    deliver("i", "j");
    assertThat(talk.say("e STORE 1,6,7 -FLAGS.SILENT (\\Flagged)"))
        .containsExactly(
            "* 10 EXISTS",
            "* ESEARCH (TAG \"B01\") UID ADDTO (1 6 6 7 8 9,10)",
            "e OK STORE completed");
  }

  @Test
  void whatIsExpungedIsNamedBeforeItsNumberIsGone() { // RFC 5267 §4.3.4
    deliver("c", "b", "a");
    Talk talk = Talk.selected(store);
    talk.say("B01 SORT RETURN (UPDATE) (REVERSE SUBJECT) UTF-8 ALL");
    talk.say("B02 UID SORT RETURN (UPDATE COUNT) (SUBJECT) UTF-8 ALL");
    talk.say("c STORE 1:2 +FLAGS.SILENT (\\Deleted)");
    deliver("d");
    assertThat(talk.say("d EXPUNGE"))
        .containsExactly(
            "* ESEARCH (TAG \"B01\") REMOVEFROM (2 2 1 1)",
            "* ESEARCH (TAG \"B02\") UID REMOVEFROM (3 1 2 2)",
            "* 2 EXPUNGE",
            "* 1 EXPUNGE",
            "* 2 EXISTS",
            "* ESEARCH (TAG \"B01\") ADDTO (1 2)",
            "* ESEARCH (TAG \"B02\") UID ADDTO (2 4)",
            "d OK Expunged");
  }

  @Test
  void whatGoesAndComesAtOnceIsToldInOneResponse() {
    deliver("c", "b", "a", "d");
    Talk talk = Talk.selected(store);
    talk.say("a STORE 1:2 +FLAGS.SILENT (\\Flagged)");
    talk.say("B01 UID SORT RETURN (UPDATE) (SUBJECT) UTF-8 FLAGGED");
    Talk other = Talk.selected(store);
    other.say("o STORE 2 -FLAGS.SILENT (\\Flagged)");
    other.say("o STORE 3:4 +FLAGS.SILENT (\\Flagged)");
    assertThat(talk.say("b NOOP"))
        .contains("* ESEARCH (TAG \"B01\") UID REMOVEFROM (1 2) ADDTO (1 3 3 4)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(SUBJECT)",
        "(REVERSE SUBJECT ARRIVAL)",
        "(SIZE REVERSE SUBJECT)",
        "(DATE REVERSE SIZE)",
        "(REVERSE ARRIVAL)",
        "(FROM DISPLAYTO CC)"
      })
  void aClientThatFollowsHasTheSameOrder(String criteria) {
    Random random = new Random(criteria.hashCode());
    Talk talk = Talk.selected(store);
    List<Long> followed = new ArrayList<>();
    talk.say("B01 UID SORT RETURN (UPDATE ALL) " + criteria + " UTF-8 UNDELETED");
    Talk other = Talk.selected(store);
    for (int round = 0; round < 40; round++) {
      int arrivals = round % 9 == 0 ? 45 : random.nextInt(4); // many are sorted, few are placed
      for (int i = 0; i < arrivals; i++) {
        deliver("Re: " + (char) ('a' + random.nextInt(5)) + "x".repeat(random.nextInt(3)));
      }
      other.say("n NOOP");
      String sign = random.nextBoolean() ? "+" : "-";
      int first = 1 + random.nextInt(40);
      String range = first + ":" + (first + random.nextInt(8));
      other.say("o UID STORE " + range + " " + sign + "FLAGS.SILENT (\\Deleted)");
      if (round % 7 == 3) {
        other.say("o EXPUNGE");
      }
      talk.say("c NOOP").stream()
          .filter(line -> line.startsWith("* ESEARCH"))
          .forEach(line -> follow(line, followed));
      String sorted = talk.say("d UID SORT " + criteria + " UTF-8 UNDELETED").get(0);
      assertThat(followed.stream().map(uid -> " " + uid).collect(Collectors.joining()))
          .isEqualTo(sorted.substring("* SORT".length()));
    }
    assertThat(followed).isNotEmpty();
  }

  private static void follow(String line, List<Long> result) {
    Matcher item = ITEM.matcher(line);
    while (item.find()) {
      String[] words = item.group(2).split(" ");
      for (int i = 0; i < words.length; i += 2) {
        int position = Integer.parseInt(words[i]) - 1;
        for (long uid :
            Arrays.stream(words[i + 1].split(",")).mapToLong(Long::parseLong).toArray()) {
          if (item.group(1).equals("ADDTO")) {
            result.add(position++, uid);
          } else {
            assertThat(result.remove(position)).isEqualTo(uid);
          }
        }
      }
    }
  }
}
