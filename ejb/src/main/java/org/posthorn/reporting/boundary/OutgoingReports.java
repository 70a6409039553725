package org.posthorn.reporting.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.reporting.control.Reporter;

/**
 * Sends reports to other domains by the outgoing queue, in the name of this host and without a
 * sender: nobody is told when one cannot be delivered, and no report comes of a report.
 */
@ApplicationScoped
public class OutgoingReports {
  @Inject ContentStore contents;
  @Inject Relay relay;
  @Inject Reporter reporter;

  /** The host that reports. */
  public String reporter() {
    return reporter.hostName();
  }

  /**
   * Sends a mail; it is durable on return. May be called again with the same id.
   *
   * @param id at most 40 characters
   * @param mail all ASCII
   */
  public void send(String id, Address to, byte[] mail) {
    Envelope envelope = Envelope.of(Optional.empty(), List.of(to), false, Body.SEVEN_BIT);
    relay.enqueue(id, envelope.asOwn().asBrief(), write(mail).id());
  }

  private Content write(byte[] mail) {
    ContentSink sink = contents.sink();
    try {
      sink.write(ByteBuffer.wrap(mail));
      Content written = sink.finish();
      contents.sync(new long[] {written.id()});
      return written;
    } catch (RuntimeException e) {
      sink.discard();
      throw e;
    }
  }

  /** Sixteen hexadecimal digits that stand for a text, for ids. */
  public static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
