package org.posthorn.broker.ra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalFileImpl;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.JournalReaderCallback;

/**
 * Looks for records of a journal that the broker passes over in silence when it starts: begun and
 * never finished, which is usual after a crash, or damaged. What a record begins with is compared
 * with what the broker's own reader finds.
 */
public final class JournalTails {
  private static final System.Logger LOG = System.getLogger(JournalTails.class.getName());
  private static final List<String> DIRECTORIES = List.of("journal", "bindings");
  private static final String FILES = ".+\\.(amq|bindings)";
  private static final int ID = 6; // where a record has it: behind type, file and compactions
  private static final int NEAR = 4096; // of the last record, where writes are aligned
  private static final long MOST_AHEAD = 1L << 32; // ids ascend: another number is no id

  private JournalTails() {}

  /**
   * A record that is passed over.
   *
   * @param octets from its beginning to the next record that is read, or to the last octet written
   * @param behind whether a record behind it is read: then it was finished, and is damaged
   */
  record Torn(Path file, int offset, int octets, boolean behind) {
    @Override
    public String toString() {
      return "file=" + file + " offset=" + offset + " octets=" + octets;
    }
  }

  /** Says in the log what the broker will pass over. */
  static void tell(Path journal) {
    try {
      for (Torn torn : look(journal)) {
        LOG.log(
            torn.behind() ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
            torn.behind()
                ? "event=broker-journal-damaged " + torn + " advice=\"look after the disk\""
                : "event=broker-journal-tail-dropped " + torn + " acknowledged=none");
      }
    } catch (IOException | RuntimeException e) { // the broker itself says more
      LOG.log(System.Logger.Level.WARNING, "event=broker-journal-not-looked-at", e);
    }
  }

  /** Sentences about what the broker would pass over; the damaged ones begin with "damaged". */
  public static List<String> read(Path journal) throws IOException {
    return look(journal).stream()
        .map(
            torn ->
                torn.behind()
                    ? "damaged record of the broker's journal: " + torn
                    : "unfinished record at the end of the broker's journal, never acknowledged: "
                        + torn)
        .toList();
  }

  static List<Torn> look(Path journal) throws IOException {
    List<Torn> torn = new ArrayList<>();
    for (String name : DIRECTORIES) {
      Path directory = journal.resolve(name);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : files.filter(JournalTails::isJournal).sorted().toList()) {
            look(directory, file, torn);
          }
        }
      }
    }
    return torn;
  }

  private static boolean isJournal(Path file) {
    return file.getFileName().toString().matches(FILES);
  }

  private static void look(Path directory, Path file, List<Torn> torn) throws IOException {
    ByteBuffer head = begin(file);
    if (head.limit() < JournalImpl.SIZE_HEADER || head.getInt(0) != JournalImpl.FORMAT_VERSION) {
      return; // not written to yet, or of another version
    }
    long number = head.getLong(2 * Integer.BYTES);
    int id = (int) (number & Integer.MAX_VALUE);
    if (next(head, JournalImpl.SIZE_HEADER, NEAR, id) < 0) {
      return; // made ahead: most are
    }
    ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
    Known known = new Known();
    int end = known.read(directory, file, number);
    int limit = end + NEAR; // what stands far behind it is of the file's earlier life
    for (int at = next(octets, JournalImpl.SIZE_HEADER, limit, id);
        at >= 0;
        at = next(octets, at + 1, limit, id)) {
      if (known.lacks(octets.getLong(at + ID))) {
        torn.add(new Torn(file, at, length(octets, at), at < end));
        if (at >= end) {
          return;
        }
      }
    }
  }

  private static ByteBuffer begin(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(NEAR));
    }
  }

  /** Where the next record may begin; -1 where there is none. */
  private static int next(ByteBuffer octets, int from, int limit, int id) {
    int end = Math.min(limit, octets.limit() - ID - Long.BYTES);
    for (int at = from; at <= end; at++) {
      byte type = octets.get(at);
      if (type >= JournalImpl.EVENT_RECORD
          && type <= JournalImpl.ROLLBACK_RECORD
          && octets.getInt(at + 1) == id) {
        return at;
      }
    }
    return -1;
  }

  /** Of what is there; where the record says no length, at least its id. */
  private static int length(ByteBuffer octets, int at) {
    byte type = octets.get(at);
    boolean inTransaction =
        type == JournalImpl.ADD_RECORD_TX || type == JournalImpl.UPDATE_RECORD_TX;
    boolean variable = inTransaction || type <= JournalImpl.UPDATE_RECORD;
    int lengthAt = at + ID + (inTransaction ? 2 : 1) * Long.BYTES;
    int head = lengthAt - at;
    if (!variable || lengthAt + Integer.BYTES > octets.limit()) {
      return head;
    }
    long body = octets.getInt(lengthAt);
    long most = octets.limit() - (long) lengthAt - Integer.BYTES;
    return head + (int) (body < 0 || body > most ? 0 : Integer.BYTES + 1 + body + Integer.BYTES);
  }

  /** The ids and transactions that the broker's reader finds. */
  private static final class Known implements JournalReaderCallback {
    private final Set<Long> ids = new HashSet<>();
    private long highest;

    /** Answers where the last record ends. */
    int read(Path directory, Path file, long number) throws IOException {
      SequentialFileFactory files = new NIOSequentialFileFactory(directory.toFile(), 1);
      JournalFile read =
          new JournalFileImpl(
              files.createSequentialFile(file.getFileName().toString()),
              number,
              JournalImpl.FORMAT_VERSION);
      try {
        return JournalImpl.readJournalFile(files, read, this);
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    /** Whether this may be the id of a record, and none was read that has it. */
    boolean lacks(long id) {
      return id > 0 && id <= highest + MOST_AHEAD && !ids.contains(id);
    }

    private void add(long id) {
      ids.add(id);
      highest = Math.max(highest, id);
    }

    @Override
    public void onReadEventRecord(RecordInfo record) {
      add(record.id);
    }

    @Override
    public void onReadAddRecord(RecordInfo record) {
      add(record.id);
    }

    @Override
    public void onReadUpdateRecord(RecordInfo record) {
      add(record.id);
    }

    @Override
    public void onReadDeleteRecord(long id) {
      add(id);
    }

    @Override
    public void onReadAddRecordTX(long transaction, RecordInfo record) {
      add(transaction);
    }

    @Override
    public void onReadUpdateRecordTX(long transaction, RecordInfo record) {
      add(transaction);
    }

    @Override
    public void onReadDeleteRecordTX(long transaction, RecordInfo record) {
      add(transaction);
    }

    @Override
    public void onReadPrepareRecord(long transaction, byte[] extra, int records) {
      add(transaction);
    }

    @Override
    public void onReadCommitRecord(long transaction, int records) {
      add(transaction);
    }

    @Override
    public void onReadRollbackRecord(long transaction) {
      add(transaction);
    }
  }
}
