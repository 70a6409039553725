package org.posthorn.webmail.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  private static final Preferences CHOSEN =
      new Preferences(
          "de",
          "Europe/Berlin",
          false,
          true,
          20,
          List.of("news@shop.example"),
          List.of(new Label("Urgent", "Dringend ✓", 3)),
          List.of(new SavedSearch("Chef", "from:boss is:unread")));

  @Test
  void whatWasChosenIsReadAgain() {
    String text = PreferencesText.write(CHOSEN).toString();
    assertThat(PreferencesText.read(text)).isEqualTo(CHOSEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"language\":3,\"trusted\":{},\"labels\":[1,null],\"searches\":\"x\"}",
        "{\"language\":\"../x\",\"zone\":\"Mars/Base\",\"undoSeconds\":\"9\"}",
        "{\"labels\":[{\"keyword\":\"a"
            + " b\",\"name\":\"x\",\"hue\":1},{\"keyword\":\"a\",\"name\":\"\"}]}",
        "{\"labels\":[{\"keyword\":\"a\",\"name\":\"x\",\"hue\":12}],\"searches\":[{\"name\":\"a\"}]}"
      })
  void whatMakesNoSenseIsAsIfNobodyHadChosen(String text) {
    assertThat(PreferencesText.read(text)).isEqualTo(Preferences.DEFAULT);
  }

  @Test
  void aLabelOfUnknownKeywordIsCalledByIt() {
    assertThat(CHOSEN.label("URGENT").name()).isEqualTo("Dringend ✓");
    Label unknown = CHOSEN.label("todo");
    assertThat(unknown.name()).isEqualTo("todo");
    assertThat(unknown.hue()).isBetween(0, Label.HUES - 1).isEqualTo(CHOSEN.label("ToDo").hue());
  }

  @ParameterizedTest
  @CsvSource({
    "Dringend, Dringend",
    "Für später, Fur-spater",
    "Straße & Co., Strasse-Co",
    "日本, label",
    "Urgent, Urgent-2",
    "Junk, Junk-2",
    "label 1, label-1"
  })
  void keywordsAreLikeNamesButFree(String name, String keyword) { // RFC 9051 §9, atom
    assertThat(Label.keyword(name, CHOSEN.labels())).isEqualTo(keyword);
  }

  @Test
  void trustIsGivenOnceAndTakenBack() {
    Preferences more = CHOSEN.trusting("Anna@Example.org", true).trusting("anna@example.org", true);
    assertThat(more.trusted()).containsExactly("anna@example.org", "news@shop.example");
    assertThat(more.trusting("ANNA@example.org", false).trusted())
        .containsExactly("news@shop.example");
    List<String> many = IntStream.range(0, 2_000).mapToObj(i -> i + "@a.example").toList();
    Preferences full = new Preferences("", "", true, false, 99, many, List.of(), List.of());
    assertThat(full.trusted()).hasSize(Preferences.MOST_TRUSTED);
    assertThat(full.undoSeconds()).isEqualTo(30);
    assertThat(full.trusting("last@a.example", true).trusted())
        .hasSize(Preferences.MOST_TRUSTED)
        .startsWith("last@a.example");
  }

  @Test
  void theLanguageIsTheBrowsersUnlessChosen() {
    assertThat(CHOSEN.locale()).contains(Locale.GERMAN);
    assertThat(Preferences.DEFAULT.locale()).isEmpty();
  }
}
