package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.smtp.client.ClientLogin;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportTls;

class NextHopTest {

  @ParameterizedTest
  @EnumSource
  void onlyAServerThatProvesItsNameIsToldThePassword(TransportTls tls) { // RFC 4954 §9
    TransportSpec spec =
        new TransportSpec(
            TransportKind.SMTP,
            Optional.of("smtp.provider.test"),
            587,
            tls,
            Optional.of("ann"),
            Optional.empty(),
            Optional.empty(),
            IpFamily.ANY,
            Optional.empty());
    NextHop hop = NextHop.of(new ChosenTransport("provider", spec, Optional.of("secret")));
    assertThat(hop.server().flatMap(NextHop.Server::login).map(ClientLogin::verified))
        .contains(tls == TransportTls.IMPLICIT || tls == TransportTls.STARTTLS);
  }
}
