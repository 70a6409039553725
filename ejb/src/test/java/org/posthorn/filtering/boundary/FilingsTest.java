package org.posthorn.filtering.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.filtering.control.FilingRules;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.Filing;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;

/** What is noted of messages that accounts get. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class FilingsTest {
  private final Filings filings = new Filings();

  FilingsTest() {
    filings.rules =
        new FilingRules() {
          @Override
          public String note(Filing filing, ArrivalNote note) {
            return filing.place().name();
          }
        };
  }

  @Test
  void whatWePutToTheJunkIsNotedAlsoWhereNobodyHasJudgedIt() {
    List<Address> to = List.of(new Address("ann", "a.test"));
    Envelope envelope = Envelope.of(Optional.empty(), to, false, Body.SEVEN_BIT);
    assertThat(filings.note(envelope, 1)).isEmpty();
    assertThat(filings.note(envelope.asSuspect(), 1)).isEqualTo("JUNK");
  }
}
