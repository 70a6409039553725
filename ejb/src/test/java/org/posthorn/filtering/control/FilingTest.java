package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/** What was decided travels with the order. */
class FilingTest {
  private static final ArrivalNote NOTE =
      new ArrivalNote(
          new SenderFacts(
              "bob@shop.test", true, List.of("shop.test", "esp.test"), "b@esp.test", "", "::1"),
          -5);

  private static Envelope envelope() {
    List<Address> to = List.of(new Address("ann", "a.test"));
    return Envelope.of(Optional.empty(), to, false, Body.SEVEN_BIT);
  }

  @Test
  void filingsAndNoteComeThroughTheQueue() {
    List<Filing> filings =
        List.of(
            new Filing(7, Place.MAILBOX, "Lists/Täglich + mehr"), new Filing(8, Place.JUNK, ""));
    Envelope filed = Filing.with(envelope(), filings, Optional.of(NOTE));
    String text = DeliveryText.write(List.of(new Delivery("id", 1, filed)));
    Envelope read = DeliveryText.read(text).whole().get(0).envelope();
    assertThat(Filing.of(read, 7)).contains(filings.get(0));
    assertThat(Filing.of(read, 8)).contains(filings.get(1));
    assertThat(Filing.of(read, 9)).isEmpty();
    assertThat(Filing.note(read)).contains(NOTE);
    assertThat(Filing.without(read)).isEqualTo(envelope());
  }

  @Test
  void anAccountMayHaveANoteOfItsOwn() {
    ArrivalNote own =
        new ArrivalNote(new SenderFacts("bob@shop.test", true, List.of(), "", "", ""), -5);
    Filing forwarded = new Filing(7, Place.MAILBOX, "a:b", Optional.of(own));
    Filing other = new Filing(8, Place.MAILBOX, "");
    Envelope filed = Filing.with(envelope(), List.of(forwarded, other), Optional.of(NOTE));
    assertThat(Filing.of(filed, 7)).contains(forwarded);
    assertThat(Filing.of(filed, 8)).contains(other);
    assertThat(Filing.note(filed)).contains(NOTE);
    assertThat(Filing.without(filed)).isEqualTo(envelope());
  }

  @Test
  void whatNobodyHasTakenIsKnown() {
    Filing refused = new Filing(7, Place.REJECTS, "");
    Filing junk = new Filing(8, Place.JUNK, "rejects");
    assertThat(Filing.isRefused(envelope())).isFalse();
    assertThat(Filing.isRefused(Filing.with(envelope(), List.of(refused), Optional.of(NOTE))))
        .isTrue();
    assertThat(Filing.isRefused(Filing.with(envelope(), List.of(refused, junk), Optional.of(NOTE))))
        .isFalse();
  }

  @Test
  void aNoteOfALaterVersionIsNone() {
    assertThat(ArrivalNote.read("Mgkx")).isEmpty();
    assertThat(ArrivalNote.read("*")).isEmpty();
  }
}
