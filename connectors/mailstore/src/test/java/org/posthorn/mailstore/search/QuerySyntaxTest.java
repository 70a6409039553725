package org.posthorn.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SearchKey;

class QuerySyntaxTest {
  private static SearchKey key(String text) {
    return QuerySyntax.parse(text).key();
  }

  private static SearchKey text(String text) {
    return new SearchKey.Text(text);
  }

  @Test
  void wordsMustAllBeThere() {
    assertThat(key("lunch  friday"))
        .isEqualTo(new SearchKey.And(List.of(text("lunch"), text("friday"))));
  }

  @Test
  void aPhraseIsOne() {
    assertThat(key("\"lunch on friday\"")).isEqualTo(text("lunch on friday"));
  }

  @Test
  void whatHasAMinusMustNotBeThere() {
    assertThat(key("-spam")).isEqualTo(new SearchKey.Not(text("spam")));
    assertThat(key("-")).isEqualTo(text("-"));
  }

  @Test
  void fieldsHaveLongAndShortNames() {
    assertThat(key("f:ann"))
        .isEqualTo(key("from:ann"))
        .isEqualTo(new SearchKey.Header("FROM", "ann"));
    assertThat(key("Subject:\"two words\""))
        .isEqualTo(new SearchKey.Header("SUBJECT", "two words"));
    assertThat(key("h:List-Id:posthorn")).isEqualTo(new SearchKey.Header("LIST-ID", "posthorn"));
    assertThat(key("l:\\Flagged")).isEqualTo(new SearchKey.Flag(Flags.FLAGGED));
    assertThat(key("label:work")).isEqualTo(new SearchKey.Keyword("work"));
  }

  @Test
  void sizesHaveUnitsAndIncludeTheirBounds() {
    assertThat(key("minsize:5k")).isEqualTo(new SearchKey.Larger(5 * 1024 - 1));
    assertThat(key("maxsize:2M")).isEqualTo(new SearchKey.Smaller((2 << 20) + 1));
  }

  @Test
  void daysIncludeTheLastOne() {
    int day = (int) LocalDate.of(2026, 11, 29).toEpochDay();
    assertThat(key("start:2026-11-29"))
        .isEqualTo(new SearchKey.Day(SearchKey.DateOf.INTERNAL, SearchKey.Relation.SINCE, day));
    assertThat(key("end:2026-11-29"))
        .isEqualTo(
            new SearchKey.Day(SearchKey.DateOf.INTERNAL, SearchKey.Relation.BEFORE, day + 1));
  }

  @Test
  void placesAndAttachmentsAreNoKeys() {
    MailSearch search = QuerySyntax.parse("mb:Travel submb:Projects a:pdf");
    assertThat(search.key()).isEqualTo(new SearchKey.All());
    assertThat(search.mailboxes()).containsExactly("Travel");
    assertThat(search.below()).containsExactly("Projects");
    assertThat(search.attachment()).contains(AttachmentClass.PDF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start:tomorrow", "minsize:big", "is:nothing", "https://a.example"})
  void whatIsNoTermIsText(String text) {
    assertThat(key(text)).isEqualTo(text(text));
  }

  @Test
  void anythingIsASearch() {
    Random random = new Random(1);
    String characters = "ab:\"- \\\t\u00e4\ud83d\ude00f:mb:a:is:";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      assertThat(QuerySyntax.parse(text.toString())).isNotNull();
    }
  }
}
