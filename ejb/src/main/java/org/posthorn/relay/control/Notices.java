package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.relay.control.DsnReport.Fate;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.spool.boundary.Spool;

/**
 * Tells senders what became of their mail. A message without sender is a notice itself, and nobody
 * is told about it. RFC 5321 §6.1.
 */
@ApplicationScoped
public class Notices {
  @Inject ContentStore contents;
  @Inject Spool spool;
  @Inject RelayEnvironment environment;

  /**
   * Tells of recipients who will never get it; the notice is durable on return.
   *
   * @param now what has just failed
   * @param owed what failed before, without the sender having been told
   */
  void failed(List<Settlement> now, List<Parcel> owed) {
    List<Fate> fates = new ArrayList<>();
    now.forEach(each -> fates.add(fate(each.parcel(), each.result(), Optional.empty())));
    owed.forEach(each -> fates.add(fate(each, each.last(), Optional.empty())));
    Parcel any = now.isEmpty() ? owed.get(0) : now.get(0).parcel();
    send(any, fates, false);
  }

  /** Tells of recipients for whom it goes on; the notice is durable on return. */
  void delayed(List<Settlement> settlements) {
    List<Fate> fates = new ArrayList<>();
    for (Settlement each : settlements) {
      int made = each.parcel().attempts() + 1;
      Instant until = each.result().at().plus(environment.settings().retry().remaining(made));
      fates.add(fate(each.parcel(), each.result(), Optional.of(until)));
    }
    send(settlements.get(0).parcel(), fates, true);
  }

  private static Fate fate(Parcel parcel, Result result, Optional<Instant> until) {
    return new Fate(parcel.recipient(), result, until);
  }

  private void send(Parcel about, List<Fate> fates, boolean delayed) {
    Optional<Address> sender = about.sender();
    if (sender.isEmpty()) {
      return;
    }
    DsnReport report =
        new DsnReport(
            environment.settings().hostName(),
            sender.get(),
            about.created(),
            environment.clock().instant(),
            delayed,
            fates);
    DsnText text = new DsnText(report, UUID.randomUUID().toString());
    Content notice = write(text.compose(contents.content(about.contentId())));
    spool.put(Optional.empty(), List.of(sender.get()), text.utf8(), notice);
  }

  private Content write(String text) {
    ContentSink sink = contents.sink();
    try {
      sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      return sink.finish();
    } catch (RuntimeException e) {
      sink.discard();
      throw e;
    }
  }
}
