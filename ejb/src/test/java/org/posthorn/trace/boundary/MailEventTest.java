package org.posthorn.trace.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;

class MailEventTest {
  private static final Address ANN = new Address("ann", "client.example");

  private final List<String> lines = new ArrayList<>();

  @Test
  void oneLineTellsWhoSentWhatToWhom() {
    event().from(Optional.of(ANN)).to(List.of(ANN, ANN)).size(12).with("tls", "TLSv1.3").write();
    event().from(Optional.empty()).to(ANN).with("reply", "250 2.0.0 OK").write();
    assertThat(lines)
        .containsExactly(
            "event=accepted from=<ann@client.example>"
                + " to=<ann@client.example>,<ann@client.example> size=12 tls=TLSv1.3",
            "event=accepted from=<> to=<ann@client.example> reply=\"250 2.0.0 OK\"");
  }

  @Test
  void strangersForgeNoLineAndNoValue() {
    event()
        .to(new Address("x> event=accepted\r\nto=<y", "client.example"))
        .with("helo", "a\" event=login \u001b[31m\u202e\u0085{0}")
        .with("word", "a=b")
        .write();
    assertThat(lines)
        .containsExactly(
            "event=accepted to=<\"x\\u003e\\u0020event=accepted\\u000d\\u000ato=\\u003cy\""
                + "@client.example>"
                + " helo=\"a\\u0022 event=login \\u001b[31m\\u202e\\u0085{0}\" word=\"a=b\"");
  }

  @Test
  void lettersOfAllScriptsAreReadable() {
    event().to(new Address("jürgen", "münchen.example")).write();
    assertThat(lines).containsExactly("event=accepted to=<jürgen@münchen.example>");
  }

  @Test
  void manyRecipientsAndLongValuesAreCut() {
    event().to(Collections.nCopies(1000, ANN)).with("helo", "x".repeat(5000)).write();
    assertThat(lines.get(0)).contains(",<ann@client.example> recipients=1000 helo=\"xxx");
    assertThat(lines.get(0)).hasSizeLessThan(700).endsWith("x…\"");
  }

  @Test
  void addressesAreHashedWhereThatIsWanted() {
    MailEvent event = new MailEvent(text -> "hash", lines::add, Optional.empty(), "accepted");
    event.from(Optional.of(ANN)).to(List.of(ANN)).to(ANN).address("name", "ann").write();
    assertThat(lines).containsExactly("event=accepted from=<hash> to=<hash> to=<hash> name=<hash>");
  }

  private MailEvent event() {
    return new MailEvent(text -> text, lines::add, Optional.empty(), "accepted");
  }
}
