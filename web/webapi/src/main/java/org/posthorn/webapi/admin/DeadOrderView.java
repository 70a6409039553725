package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.kernel.Address;
import org.posthorn.spool.value.DeadEntry;
import org.posthorn.spool.value.Delivery;

/** An order that was given up, as the API shows it. */
public record DeadOrderView(
    @Schema(example = "ID:8d4c3f0e-0f0b-11f0-9d37-0242ac120002") String id,
    @Schema(
            description =
                "delivery (mail that was not delivered), relay (an attempt; the outgoing queue has"
                    + " the mail) or damaged")
        String kind,
    @Schema(description = "The mail that a delivery was about") List<Mail> mail,
    @Schema(description = "Of relay: delivery and domain; of damaged: how it begins") String text) {

  /** Mail of an order. */
  public record Mail(
      String delivery, @JsonbNillable Optional<String> sender, List<String> recipients) {
    public Mail {
      recipients = List.copyOf(recipients);
    }

    static Mail of(Delivery order) {
      return new Mail(
          order.id(),
          order.envelope().sender().map(Address::toString),
          order.envelope().addresses().stream().map(Address::toString).toList());
    }
  }

  public DeadOrderView {
    mail = List.copyOf(mail);
  }

  static DeadOrderView of(DeadEntry entry) {
    return new DeadOrderView(
        entry.id(),
        entry.kind().name().toLowerCase(Locale.ROOT),
        entry.orders().stream().map(Mail::of).toList(),
        entry.text());
  }
}
