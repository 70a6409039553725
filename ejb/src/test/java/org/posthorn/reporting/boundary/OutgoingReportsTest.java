package org.posthorn.reporting.boundary;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.testkit.MemorySink;

/** Reports leave by the outgoing queue, and nothing comes back of them. */
class OutgoingReportsTest {
  private static final Address TO = new Address("dmarc", "a.test");

  private final List<String> done = new ArrayList<>();
  private final List<Envelope> envelopes = new ArrayList<>();
  private MemorySink sink = new MemorySink();
  private final OutgoingReports reports = reports();

  private OutgoingReports reports() {
    OutgoingReports made = new OutgoingReports();
    made.contents =
        new ContentStore() {
          @Override
          public ContentSink sink() {
            return sink;
          }

          @Override
          public void sync(long[] ids) {
            done.add("sync of " + ids.length + " " + sink.state());
          }
        };
    made.relay =
        new Relay() {
          @Override
          public void enqueue(String deliveryId, Envelope envelope, long contentId) {
            done.add("enqueue " + deliveryId + " of " + sink.size() + " octets");
            envelopes.add(envelope);
          }
        };
    return made;
  }

  @Test
  void aReportIsDurableBeforeItIsQueued() {
    reports.send("dmarc-1", TO, "report".getBytes(US_ASCII));
    assertThat(done).containsExactly("sync of 1 FINISHED", "enqueue dmarc-1 of 6 octets");
  }

  @Test
  void itIsSignedAsOursAndNobodyHearsOfItsFailure() {
    reports.send("dmarc-1", TO, "report".getBytes(US_ASCII));
    assertThat(envelopes.get(0).addresses()).containsExactly(TO);
    assertThat(envelopes.get(0).sender()).isEmpty();
    assertThat(envelopes.get(0).options().own()).isTrue();
    assertThat(envelopes.get(0).options().brief()).as("few attempts are enough").isTrue();
  }

  @Test
  void whatCannotBeWrittenIsNotQueued() {
    sink = new MemorySink(3);
    assertThatThrownBy(() -> reports.send("dmarc-1", TO, "report".getBytes(US_ASCII)))
        .isInstanceOf(RuntimeException.class);
    assertThat(sink.state()).isEqualTo(MemorySink.State.DISCARDED);
    assertThat(done).isEmpty();
  }
}
