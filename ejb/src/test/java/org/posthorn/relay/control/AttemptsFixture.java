package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.testdb.TestDatabase;

/** What the tests of attempts have in common: a database, an order, and what became of its rows. */
abstract class AttemptsFixture {
  static final Address ANN = address("ann@posthorn.test");
  static final Address BOB = address("bob@b.test");
  static final Address EVE = address("eve@b.test");
  static final Address CAT = address("cat@c.test");

  final TestDatabase database;
  final String delivery = UUID.randomUUID().toString();

  AttemptsFixture(TestDatabase database) {
    this.database = database;
  }

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> {
          entities.createQuery("delete from OutgoingMessage m").executeUpdate();
          entities.createQuery("delete from Suppression s").executeUpdate();
        });
  }

  Bench bench(String... overrides) {
    return new Bench(database, overrides);
  }

  void enqueue(Bench bench, Optional<Address> sender, Address... recipients) {
    long content = bench.contents.add("From: ann@posthorn.test\r\nSubject: hi\r\n\r\nbody\r\n");
    bench.relay.enqueue(delivery, envelope(sender, recipients), content);
  }

  static Envelope envelope(Optional<Address> sender, Address... recipients) {
    return Envelope.of(sender, List.of(recipients), false, Body.SEVEN_BIT);
  }

  String states() {
    List<String> rows = new ArrayList<>();
    database.transact(
        entities ->
            entities
                .createQuery("select m from OutgoingMessage m order by m.id", OutgoingMessage.class)
                .getResultList()
                .forEach(
                    row ->
                        rows.add(
                            row.recipient().localPart()
                                + " "
                                + row.state()
                                + " "
                                + row.attempts())));
    return String.join(", ", rows);
  }

  static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void until(BooleanSupplier holds) throws InterruptedException {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }
}
