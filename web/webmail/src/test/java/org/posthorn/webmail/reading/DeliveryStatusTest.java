package org.posthorn.webmail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.webmail.text.Words;

/** Reports as people read them. RFC 3464. */
class DeliveryStatusTest {
  /** Words that say which text is meant. */
  private static final class Keys extends Words {
    @Override
    public String text(String key) {
      return key;
    }

    @Override
    public String text(String key, Object... values) {
      return key + " " + List.of(values);
    }
  }

  @Test
  void eachRecipientIsTold() {
    String report =
        """
        Reporting-MTA: dns; mx.example

        Original-Recipient: rfc822; bob@example.org
        Final-Recipient: rfc822; robert@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such
         user

        Final-Recipient: rfc822;eve@example.org
        Action: DELAYED
        Status: 4.4.1

        Final-Recipient: rfc822;x@example.org
        Action: delivered
        Status: 2.0.0
        """
            .replace("\n", "\r\n");
    assertThat(DeliveryStatus.outcomes(report, new Keys()))
        .containsExactly(
            new DeliveryOutcome(
                "failed",
                "report.failed [bob@example.org]",
                "report.why.address",
                "550 5.1.1 no such user"),
            new DeliveryOutcome(
                "delayed", "report.delayed [eve@example.org]", "report.why.network", ""),
            new DeliveryOutcome("delivered", "report.delivered [x@example.org]", "", ""));
  }

  @Test
  void whatIsNoReportSaysNothing() {
    assertThat(DeliveryStatus.outcomes("", new Keys())).isEmpty();
    assertThat(DeliveryStatus.outcomes("Action: failed\n\n\n\n: x\n", new Keys())).isEmpty();
    assertThat(DeliveryStatus.outcomes("Final-Recipient: a\nAction: burnt\n", new Keys()).get(0))
        .isEqualTo(new DeliveryOutcome("unknown", "report.unknown [a]", "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.2, domain", "5.2.2, full", "4.2.2 (over quota), full", "5.3.4, size", "5.4.7, time",
    "4.4.2, network", "5.7.26, policy", "5.0.0, other", "'', other", "x, other"
  })
  void theReasonIsASentence(String status, String key) { // RFC 3463 §3
    assertThat(DeliveryStatus.reason(status)).isEqualTo("report.why." + key);
  }
}
