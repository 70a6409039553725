package org.posthorn.trace.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;

@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class LoginLogTest {
  private final List<String> lines = new ArrayList<>();
  private final LoginLog logins = new LoginLog();

  @Test
  void failedLoginsAreToldWithTheirName() {
    logins.log = MailLogs.to(lines);
    note("ann@posthorn.test\r\nevent=accepted", new Admission.Denied());
    note("ann", new Admission.Granted(new Login(1, "ann@posthorn.test")));
    note("x".repeat(5000), new Admission.Denied());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo(
            "event=login-failed name=<ann@posthorn.test\\u000d\\u000aevent=accepted>"
                + " client=192.0.2.1 mechanism=PLAIN protocol=smtp");
    assertThat(lines.get(1)).hasSizeLessThan(500);
  }

  private void note(String name, Admission admission) {
    assertThat(logins.noted("smtp", name, "PLAIN", "192.0.2.1", admission)).isSameAs(admission);
  }
}
