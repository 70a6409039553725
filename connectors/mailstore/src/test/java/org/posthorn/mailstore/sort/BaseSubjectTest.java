package org.posthorn.mailstore.sort;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseSubjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Lunch|Lunch|false",
        "Re: Lunch|Lunch|true",
        "re:Lunch|Lunch|true",
        "RE : Lunch|Lunch|true",
        "Fw: Lunch|Lunch|true",
        "FWD: Lunch|Lunch|true",
        "Re: Fwd: Re: Lunch|Lunch|true",
        "Re[2]: Lunch|Lunch|true",
        "Re [list] : Lunch|Lunch|true",
        "Lunch (fwd)|Lunch|true",
        "Lunch (FWD) (fwd) |Lunch|true",
        "[list] Lunch|Lunch|false",
        "[list] Re: Lunch|Lunch|true",
        "Re: [list] Lunch|Lunch|true",
        "[a][b] [c] Re: [d] Lunch|Lunch|true",
        "[a] [b]|[b]|false",
        "[a]|[a]|false",
        "Re: [a]|[a]|true",
        "[Fwd: Lunch]|Lunch|true",
        "[fwd: Re: Lunch]|Lunch|true",
        "[fwd: [fwd: Lunch] (fwd)]|Lunch|true",
        "[list] [fwd: Lunch]|Lunch|true",
        "[fwd: Lunch] soon|soon|false",
        "[fwd:]|''|true",
        "Re:|''|true",
        "Re: (fwd)|''|true",
        "(fwd)|''|true",
        "''|''|false",
        "Reply: Lunch|Reply: Lunch|false",
        "Re Lunch|Re Lunch|false",
        "Fwdd: Lunch|Fwdd: Lunch|false",
        "AW: Lunch|AW: Lunch|false",
        "[open Lunch|[open Lunch|false",
        "[a[b] Lunch|[a[b] Lunch|false",
        "Lunch   at \t noon|Lunch at noon|false",
        "  Lunch  |Lunch|false",
      })
  void marksOfRepliesAndForwardsAreTakenAway(String subject, String base, boolean replied) {
    assertThat(BaseSubject.of(subject)).isEqualTo(new BaseSubject(base, replied));
  }

  @Test
  void longRowsOfMarksTakeLittleTime() {
    long start = System.nanoTime();
    assertThat(BaseSubject.of("[a]".repeat(20_000) + "[b").text()).isEqualTo("[b");
    assertThat(BaseSubject.of("[a] re: ".repeat(20_000)).text()).isEmpty();
    assertThat(BaseSubject.of("[fwd:".repeat(20_000) + "]".repeat(20_000)).text()).isEmpty();
    assertThat(BaseSubject.of("x" + "(fwd)".repeat(20_000)).text()).isEqualTo("x");
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "cafe,CAFE",
    "caf\u00e9,CAFE\u0301",
    "\ufb01n,fiN",
    "\u01c6,D\u017e",
    "\u00df,\u00df"
  })
  void keysHaveNoCaseAndAreDecomposed(String text, String key) { // RFC 5051 §2
    assertThat(Casemap.key(text))
        .isEqualTo(java.text.Normalizer.normalize(key, java.text.Normalizer.Form.NFKD));
  }

  @Test
  void keysAreOrderedAsTheirOctets() {
    assertThat(Casemap.ORDER.compare("\uff5e", "\ud83d\ude00")).isNegative();
    assertThat(Casemap.ORDER.compare("\ud83d\ude00", "\uff5e")).isPositive();
    assertThat(Casemap.ORDER.compare("A", "AB")).isNegative();
    assertThat(Casemap.ORDER.compare("AB", "AB")).isZero();
    assertThat(Casemap.ORDER.compare("Z", "_")).isNegative();
  }
}
