package org.posthorn.sending.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mime.compose.OutgoingPart;

/** Writes mails into the content store. */
@ApplicationScoped
public class MailContents {
  @Inject ContentStore contents;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public MailContents() {}

  /**
   * Writes a mail; not yet durable.
   *
   * @param prefix header fields before it
   * @param most octets that it may have
   * @throws ContentOutput.TooLarge when it has more
   * @throws UncheckedIOException when a file of it cannot be read
   */
  public Content write(OutgoingPart.Octets mail, byte[] prefix, long most) {
    ContentSink sink = contents.sink();
    boolean done = false;
    try {
      mail.writeTo(new ContentOutput(sink, most));
      Content content = sink.finish(prefix);
      done = true;
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        sink.discard();
      }
    }
  }
}
