package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Command.Malformed;
import org.posthorn.imap.command.PartialRange;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchKey.And;
import org.posthorn.mailstore.query.SearchKey.DateOf;
import org.posthorn.mailstore.query.SearchKey.Flag;
import org.posthorn.mailstore.query.SearchKey.Not;
import org.posthorn.mailstore.query.SearchKey.Or;
import org.posthorn.mailstore.query.SearchKey.Relation;

class SearchSyntaxTest {

  private static SearchKey key(String keys) {
    Command command = FetchSyntaxTest.parse("SEARCH " + keys);
    assertThat(command).as(keys).isInstanceOf(Search.class);
    return ((Search) command).key().orElseThrow();
  }

  @Test
  void keysStandTogetherNestAndChoose() {
    assertThat(key("seen (UNSEEN) OR NOT 1 (ALL FLAGGED)"))
        .isEqualTo(
            new And(
                List.of(
                    new Flag(Flags.SEEN),
                    new Not(new Flag(Flags.SEEN)),
                    new Or(
                        new Not(key("1")),
                        new And(List.of(new SearchKey.All(), new Flag(Flags.FLAGGED)))))));
  }

  @Test
  void dates() {
    int day = (int) LocalDate.of(2024, 2, 29).toEpochDay();
    assertThat(key("SENTSINCE 29-feb-2024"))
        .isEqualTo(new SearchKey.Day(DateOf.SENT, Relation.SINCE, day));
    assertThat(key("BEFORE \"29-Feb-2024\""))
        .isEqualTo(new SearchKey.Day(DateOf.INTERNAL, Relation.BEFORE, day));
    assertThat(key("SAVEDON 1-Mar-2024"))
        .isEqualTo(new SearchKey.Day(DateOf.SAVED, Relation.ON, day + 1));
  }

  @Test
  void textsMayBeLiterals() {
    RawCommand raw =
        new RawCommand(
            List.of("a SEARCH CHARSET UTF-8 SUBJECT ".getBytes(UTF_8), " SEEN".getBytes(UTF_8)),
            List.of("caf\u00e9".getBytes(UTF_8)));
    Search search = (Search) CommandParser.parse(raw, false).command();
    assertThat(search.key())
        .contains(
            new And(List.of(new SearchKey.Header("SUBJECT", "caf\u00e9"), new Flag(Flags.SEEN))));
  }

  @ParameterizedTest
  @CsvSource({
    "SEARCH CHARSET ISO-8859-1, caf\u00e9, café",
    "SEARCH CHARSET \"windows-1252\", 10 \u0080, 10 €",
    "SEARCH CHARSET KOI8-R, \u00d7\u00cf\u00da, воз",
    "SORT (SUBJECT) latin1, caf\u00e9, café",
    "UID THREAD REFERENCES windows-1251, \u00e2\u00ee\u00e7, воз",
  })
  void textsMayBeInOtherCharsets(String command, String octets, String text) { // RFC 9051 §6.4.4
    for (boolean literal : new boolean[] {true, false}) {
      String argument = literal ? " " : " \"" + octets + '"';
      byte[] before = ("a " + command + " TEXT" + argument).getBytes(ISO_8859_1);
      RawCommand raw =
          literal
              ? new RawCommand(List.of(before, new byte[0]), List.of(octets.getBytes(ISO_8859_1)))
              : new RawCommand(List.of(before), List.of());
      Command read = CommandParser.parse(raw, true).command();
      assertThat(read.toString()).contains(new SearchKey.Text(text).toString());
    }
  }

  @Test
  void filtersAreUtf8() { // RFC 5466 §3.1
    assertThat(FetchSyntaxTest.parse("SEARCH CHARSET ISO-8859-1 FILTER some").toString())
        .contains("BADCHARSET");
  }

  @Test
  void unknownCharsetIsAnAnswerNotAnError() {
    assertThat(FetchSyntaxTest.parse("UID SEARCH RETURN (SAVE) CHARSET x SUBJECT ((("))
        .isEqualTo(
            new Search(true, Optional.empty(), Optional.of(SearchReturn.of(Result.SAVE)), true));
  }

  @Test
  void returnWithoutOptionsIsAll() {
    assertThat(returned("SEARCH RETURN () 1")).contains(SearchReturn.ALL);
    assertThat(returned("SEARCH RETURN (MIN max Count) 1"))
        .contains(SearchReturn.of(Result.MIN, Result.MAX, Result.COUNT));
    assertThat(returned("SEARCH 1")).isEmpty();
  }

  private static Optional<SearchReturn> returned(String line) {
    return ((Search) FetchSyntaxTest.parse(line)).returned();
  }

  @Test
  void partialRangesCountFromEitherEnd() { // RFC 9394 §4
    assertThat(returned("SEARCH RETURN (PARTIAL 500:400) ALL").orElseThrow().partial())
        .contains(new PartialRange(500, 400));
    assertThat(returned("SEARCH RETURN (min PARTIAL -1:-3) ALL"))
        .contains(new SearchReturn(Set.of(Result.MIN), Optional.of(new PartialRange(-1, -3))));
  }

  @Test
  void nestingIsLimited() {
    assertThat(key("(".repeat(100) + "1" + ")".repeat(100))).isEqualTo(key("1"));
    assertThat(FetchSyntaxTest.parse("SEARCH " + "(".repeat(101) + "1" + ")".repeat(101)))
        .isInstanceOf(Malformed.class);
    assertThat(FetchSyntaxTest.parse("SEARCH " + "NOT ".repeat(101) + "1"))
        .isInstanceOf(Malformed.class);
    assertThat(FetchSyntaxTest.parse("SEARCH " + "OR 1 ".repeat(101) + "1"))
        .isInstanceOf(Malformed.class);
    assertThat(key("(1) ".repeat(500) + "1")).isInstanceOf(And.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEARCH",
        "SEARCH ",
        "SEARCH NONSENSE",
        "SEARCH ()",
        "SEARCH (1",
        "SEARCH 1)",
        "SEARCH NOT",
        "SEARCH OR 1",
        "SEARCH SUBJECT",
        "SEARCH HEADER a",
        "SEARCH KEYWORD",
        "SEARCH ON 30-Feb-2024",
        "SEARCH ON 1-Foo-2024",
        "SEARCH ON 2024-01-01",
        "SEARCH ON 0-Jan-2024",
        "SEARCH LARGER x",
        "SEARCH OLDER 0",
        "SEARCH YOUNGER -1",
        "SEARCH MODSEQ",
        "SEARCH MODSEQ \"/x\" all 1",
        "SEARCH MODSEQ \"/flags/\\\\Seen\" any 1",
        "SEARCH 0",
        "SEARCH 1,",
        "SEARCH UID",
        "SEARCH UID x",
        "SEARCH RETURN ALL",
        "SEARCH RETURN (NONE) ALL",
        "SEARCH RETURN (ALL)",
        "SEARCH RETURN (PARTIAL 1:2 ALL) ALL",
        "SEARCH RETURN (PARTIAL 1:2 PARTIAL 1:2) ALL",
        "SEARCH RETURN (PARTIAL 0:2) ALL",
        "SEARCH RETURN (PARTIAL 1:-2) ALL",
        "SEARCH RETURN (PARTIAL -1:2) ALL",
        "SEARCH RETURN (PARTIAL 1:*) ALL",
        "SEARCH RETURN (PARTIAL 1) ALL",
        "SEARCH RETURN (PARTIAL) ALL",
        "SORT (SUBJECT)",
        "SORT () UTF-8 ALL",
        "SORT SUBJECT UTF-8 ALL",
        "SORT (REVERSE) UTF-8 ALL",
        "SORT (REVERSE REVERSE DATE) UTF-8 ALL",
        "SORT (DATE REVERSE) UTF-8 ALL",
        "SORT (BODY) UTF-8 ALL",
        "SORT (DATE) UTF-8",
        "SORT RETURN (DATE) UTF-8 ALL",
        "SORT RETURN (NONE) (DATE) UTF-8 ALL",
        "SEARCH CHARSET UTF-8",
        "SEARCH CHARSET",
        "SEARCH SUBJECT \"x",
        "SEARCH \u00e9",
      })
  void refused(String line) {
    assertThat(FetchSyntaxTest.parse(line)).as(line).isInstanceOf(Malformed.class);
  }
}
