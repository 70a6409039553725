package org.posthorn.inspection.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What is damaged in a data directory is found, and nothing else. */
@OnBothDatabases
class InspectionTest {
  private static final long ACCOUNT = 4;
  private static final int SIZE = 3_000;

  @TempDir Path directory;
  private final TestDatabase database;
  private final List<Content> sent = new ArrayList<>();
  private String said = "";
  private long inbox;

  InspectionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void fill() {
    for (String table :
        List.of("mailbox_log", "mailbox_snapshot", "mailbox", "subscription", "outgoing_message")) {
      sql("delete from " + table);
    }
    Store store = new Store(database, directory, false);
    store.createAccount(ACCOUNT);
    inbox =
        store
            .mailboxes()
            .list(ACCOUNT)
            .find(MailboxName.parse("INBOX").orElseThrow())
            .orElseThrow()
            .id();
    for (int i = 0; i < 6; i++) {
      ContentSink sink = store.contents().sink();
      sink.write(
          ByteBuffer.wrap(("Subject: " + i + "\r\n\r\n" + "x".repeat(SIZE)).getBytes(UTF_8)));
      sent.add(sink.finish());
      if (i < 5) {
        NewMessage message = new NewMessage(sent.get(i), Flags.NONE, 1_700_000_000);
        store.mailboxes().append(ACCOUNT, inbox, List.of(message));
      }
    }
    store.close();
  }

  @AfterEach
  void forget() {
    sql("delete from mailbox_log");
  }

  private void sql(String statement) {
    database.transact(entities -> entities.createNativeQuery(statement).executeUpdate());
  }

  private int look(String... orders) throws Exception {
    return look(false, orders);
  }

  private int look(boolean repair, String... orders) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Connection connection = database.dataSource().getConnection()) {
      return Inspection.run(
          connection,
          directory.resolve("content"),
          List.of(orders),
          repair,
          new PrintStream(out, true, UTF_8));
    } finally {
      said = out.toString(UTF_8);
    }
  }

  private void change(int message, int plus, byte[] octets) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("content/00000001.seg").toFile(), "rw")) {
      file.seek((int) sent.get(message).id() + (long) plus);
      file.write(octets);
    }
  }

  private String order(int message) {
    return "delivery d " + sent.get(message).id() + "\nto a@b.example\n";
  }

  @Test
  void aWholeDirectoryIsInOrder() throws Exception {
    assertThat(look()).isZero();
    assertThat(said)
        .contains("5 messages\n", "content: 5 messages that are needed are whole; 1 others")
        .endsWith("Everything is in order.\n");
    assertThat(look(order(5))).isZero();
    assertThat(said).contains("6 messages that are needed are whole; 0 others", "orders: 1 wait");
  }

  @Test
  void whatIsDamagedIsListedWithWhoseItIs() throws Exception {
    change(1, 2_000, new byte[] {1}); // an octet
    change(2, 0, new byte[SIZE]); // its head and more
    change(3, 4, new byte[] {0x7f}); // a length
    change(5, 2_000, new byte[] {1});
    assertThat(look(order(5), "delivery \0\0\0\n")).isEqualTo(5);
    assertThat(said)
        .contains("content a wrong checksum: M%x ".formatted(sent.get(1).id()))
        .contains("content no record: M%x ".formatted(sent.get(2).id()))
        .contains("content cut off, or a wrong length: M%x ".formatted(sent.get(3).id()))
        .contains("\"INBOX\" UID 2: M%x ".formatted(sent.get(1).id()))
        .contains("\"INBOX\" UID 4: M%x ".formatted(sent.get(3).id()))
        .contains("order d: M%x ".formatted(sent.get(5).id()))
        .contains("order that cannot be read: delivery ???")
        .contains("content: 2 messages that are needed are whole; 0 others")
        .endsWith("5 problems.\n");
  }

  @Test
  void theEndThatIsCutOffIsFound() throws Exception {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("content/00000001.seg").toFile(), "rw")) {
      file.setLength((int) sent.get(4).id() - 5L);
    }
    assertThat(look(order(5))).isEqualTo(3);
    assertThat(said).contains("content: 3 messages that are needed are whole; 0 others");
  }

  @Test
  void rowsThatCannotBeDecodedAreListed() throws Exception {
    sql(
        "update mailbox_log set body = "
            + binary()
            + " where mod_seq = (select max(mod_seq) from mailbox_log)");
    assertThat(look()).isEqualTo(1);
    assertThat(said).contains("mailbox row not decodable: ", "\"INBOX\" log ", "4 messages\n");
  }

  @Test
  void aRepairTakesOutWhatIsNotThere() throws Exception {
    change(2, 0, new byte[SIZE]);
    change(3, 2_000, new byte[] {1}); // this one has something to read
    sql(
        "update mailbox_log set body = "
            + binary()
            + " where mod_seq = (select max(mod_seq) from mailbox_log)");
    assertThat(look(true)).isEqualTo(3);
    assertThat(said).contains("repaired: 1 rows replaced", "repaired: 1 messages expunged");
    assertThat(look()).isEqualTo(1);
    assertThat(said).contains("3 messages\n", "content a wrong checksum: ");
    Store store = new Store(database, directory, false);
    assertThat(store.mailboxes().view(inbox).orElseThrow().uids().toString()).isEqualTo("1:2,4");
    store.close();
  }

  private String binary() {
    return database.product() == TestDatabase.Product.HSQLDB ? "X'0199'" : "'\\x0199'";
  }
}
