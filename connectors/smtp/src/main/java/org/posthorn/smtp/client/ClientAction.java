package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import java.time.Duration;

/** What the driver of a {@link ClientSession} is to do next. */
public sealed interface ClientAction {

  /** Send the octets between position and limit. */
  record Send(ByteBuffer octets) implements ClientAction {}

  /**
   * Wait for octets and pass them to {@link ClientSession#received}.
   *
   * @param atMost how long the whole reply may take, from the first wait for it on
   * @param continued whether a part of the reply is there: its time goes on
   */
  record Receive(Duration atMost, boolean continued) implements ClientAction {}

  /** Secure the connection as the client, then call {@link ClientSession#secured()}. */
  record StartTls() implements ClientAction {}

  /** Send all octets of the content, each block taking at most so long to leave. */
  record SendContent(WireContent content, Duration atMost) implements ClientAction {}

  /**
   * The mail is through, and the connection stands: it may be closed, or serve another mail by
   * {@link ClientSession#following}. This is the last action.
   */
  record Keep() implements ClientAction {}

  /** Close the connection; this is the last action. */
  record Close() implements ClientAction {}
}
