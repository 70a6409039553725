package org.posthorn.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and policies as RFC 8461 §3 writes them, and as it does not. */
class StsTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=STSv1; id=20160831085700Z;|20160831085700Z",
        "v=STSv1;id=1|1",
        "v=STSv1 ; id=1 ; more=x|1",
        "v=STSv1; more=x; id=1; |1"
      })
  void aRecordHasAnId(String text, String id) {
    assertThat(StsRecord.of(List.of("other", text))).contains(new StsRecord(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=STSv1",
        "v=STSv1;",
        "v=STSv1; id=",
        "v=STSv1; id=a-b",
        "v=STSv1; id=123456789012345678901234567890123",
        "v=STSv1; id=1; id=2",
        "v=STSv1; id=1;; x=y",
        "v=STSv1; nonsense",
        "v=STSv2; id=1;",
        "V=STSv1; id=1;",
        " v=STSv1; id=1;",
        "v=STSv12; id=1;"
      })
  void otherwiseThereIsNone(String text) {
    assertThat(StsRecord.of(List.of(text))).isEmpty();
  }

  @Test
  void twoRecordsAreNone() {
    assertThat(StsRecord.of(List.of("v=STSv1; id=1;", "v=STSv1; id=1;"))).isEmpty();
  }

  @Test
  void aPolicyIsReadInAnyOrderAndWithAnyLineEnds() {
    StsPolicy policy =
        StsPolicy.parse(
                "mode: enforce\r\nversion: STSv1\nmx: Mail.Example.com\r\nmx:*.example.net\n"
                    + "future: x\nmax_age: 99999999999\nmax_age: 5\n"
                        .replace("99999999999", "604800"))
            .orElseThrow();
    assertThat(policy)
        .isEqualTo(
            new StsPolicy(
                StsMode.ENFORCE, List.of("mail.example.com", "*.example.net"), Duration.ofDays(7)));
    assertThat(policy.lines())
        .containsExactly(
            "version: STSv1",
            "mode: enforce",
            "mx: mail.example.com",
            "mx: *.example.net",
            "max_age: 604800");
    assertThat(StsPolicy.parse(String.join("\n", policy.lines()))).contains(policy);
  }

  @Test
  void noPolicyHoldsLongerThanAYear() {
    assertThat(StsPolicy.parse("version: STSv1\nmode: none\nmax_age: 9999999999\n"))
        .map(StsPolicy::age)
        .contains(Duration.ofHours(8766));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "version: STSv1\nmode: enforce\nmx: a.test",
        "version: STSv1\nmode: enforce\nmax_age: 10",
        "version: STSv1\nmode: strict\nmx: a.test\nmax_age: 10",
        "version: STSv2\nmode: enforce\nmx: a.test\nmax_age: 10",
        "mode: enforce\nmx: a.test\nmax_age: 10",
        "version: STSv1\nmode: enforce\nmx: a.test\nmax_age: soon",
        "version: STSv1\nmode: enforce\nmx: a.test\nmax_age: -1",
        "version: STSv1\nmode: enforce\nmx: *.*.test\nmax_age: 10",
        "version: STSv1\nmode: enforce\nmx: a b\nmax_age: 10",
        "version: STSv1\nmode: enforce\nmx: a.test\nmax_age: 10\nnonsense",
        "<html>"
      })
  void whatIsMalformedIsNoPolicy(String text) {
    assertThat(StsPolicy.parse(text)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "mail.a.test,mail.a.test,true",
    "mail.a.test,MAIL.A.TEST.,true",
    "mail.a.test,mail2.a.test,false",
    "*.a.test,mail.a.test,true",
    "*.a.test,a.test,false",
    "*.a.test,x.mail.a.test,false",
    "a.test,mail.a.test,false"
  })
  void aStarStandsForOneLabel(String pattern, String host, boolean named) { // RFC 8461 §4.1
    StsPolicy policy = new StsPolicy(StsMode.ENFORCE, List.of(pattern), Duration.ofDays(1));
    assertThat(policy.names(host)).isEqualTo(named);
  }
}
