package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.DataFiles;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.ThreadRoots;

/**
 * Records in append-only files {@code <number>.seg}. A content id is the segment's number in the
 * upper and the record's offset in the lower 32 bits. Every start of a server begins a segment of
 * its own, so that several servers can share the directory.
 */
public final class SegmentStore {
  private static final System.Logger LOG = System.getLogger(SegmentStore.class.getName());
  private static final long SEGMENT_SIZE = 256L << 20;
  private static final int SKIPPED = 4096; // a tebibyte, or as many starts
  private static final int READS = 3; // of a file that is exchanged all the time: never seen

  /** So long after its last write at most a segment gets more, and its records get referred to. */
  static final Duration CLAIM = Duration.ofHours(12);

  private static final int THREADS = 1 << 18; // messages whose threads are known: 4 MiB

  private final ThreadRoots threads = new ThreadRoots(THREADS);
  private final Path directory;
  private final Path temporary;
  private final FreeSpace freeSpace;
  private final Segment.Disk disk;
  private final ConcurrentHashMap<Integer, Segment> open = new ConcurrentHashMap<>();
  private final Damage damage = new Damage();
  private final GroupSync groupSync = new GroupSync(this::forceWritten);
  private final Set<Integer> exchanged = ConcurrentHashMap.newKeySet(); // that were written here
  private final List<Segment> written = new ArrayList<>(); // guarded by this
  private volatile IntConsumer noted = number -> {};
  private volatile LateContent late = new LateContent(Duration.ZERO);
  private Segment current; // guarded by this
  private long end = Long.MAX_VALUE; // of the current segment; guarded by this

  /**
   * Opens the store, creating what is missing.
   *
   * @param directory the segments, which several servers may share
   * @param temporary messages on their way in, this server's alone
   * @param freeSpace refuses what finds too little room
   */
  public SegmentStore(Path directory, Path temporary, FreeSpace freeSpace) {
    this(directory, temporary, freeSpace, channel -> channel.force(false));
  }

  @SuppressWarnings("NullAway.Init") // the first segment is created when first needed
  SegmentStore(Path directory, Path temporary, FreeSpace freeSpace, Segment.Disk disk) {
    this.directory = directory;
    this.temporary = temporary;
    this.freeSpace = freeSpace;
    this.disk = disk;
    try {
      DataFiles.createDirectories(directory);
      DataFiles.createDirectories(temporary);
      try (Stream<Path> left = Files.list(temporary)) {
        for (Path file : left.filter(f -> f.toString().endsWith(".spill")).toList()) {
          Files.deleteIfExists(file); // of a server that was killed
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What others have written may be seen so much later: the directory is common to servers. */
  public void expectLate(Duration most) {
    late = new LateContent(most);
  }

  /** Notes each segment that is begun. */
  public void note(WrittenSegments all) {
    noted = all::add;
  }

  /** To which threads the messages belong that came lately. */
  ThreadRoots threads() {
    return threads;
  }

  Path temporary() {
    return temporary;
  }

  /** Throws when the disk is nearly full. */
  void requireSpace() throws IOException {
    freeSpace.require();
  }

  /** Reserves room for a record in the current segment, whose {@link Segment#end} is to follow. */
  synchronized Place reserve(long length) throws IOException {
    freeSpace.require();
    if (end > SEGMENT_SIZE || current.untouchedFor(CLAIM)) {
      startNext();
    }
    current.begin();
    Place place = new Place(current, end);
    end += length;
    return place;
  }

  private void startNext() throws IOException {
    current = nextSegment();
    written.add(current);
    end = 0;
  }

  /** After a failed write or sync: no more records go to the segment. */
  synchronized void abandon(Segment segment) {
    if (segment == current) {
      end = Long.MAX_VALUE;
    }
  }

  /** After a failed sync, which must not be tried again. */
  private synchronized void giveUp(Segment segment, Throwable cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        "event=content-sync-failed segment="
            + segment.number()
            + " segment-given-up=true cause="
            + cause);
    abandon(segment);
    written.remove(segment);
  }

  private Segment nextSegment() throws IOException {
    int number = highest() + 1;
    while (true) {
      try {
        Segment segment = Segment.create(number, file(number), disk);
        noted.accept(number);
        open.put(number, segment);
        DataFiles.sync(directory);
        return segment;
      } catch (FileAlreadyExistsException otherServer) {
        number++;
      }
    }
  }

  private int highest() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToInt(SegmentStore::numberOf).max().orElse(0);
    }
  }

  /**
   * Leaves out the numbers that may have been given before a restore, by an empty segment behind
   * them.
   */
  public void skip() throws IOException {
    Path far = file(highest() + SKIPPED);
    Files.createFile(far, DataFiles.ownerOnly(far));
    DataFiles.sync(directory);
  }

  /** Where the segments are. */
  Path directory() {
    return directory;
  }

  /** The file of a segment. */
  Path file(int number) {
    return directory.resolve("%08x.seg".formatted(number));
  }

  /** The number of a segment by its file; 0 of another file. */
  static int numberOf(Path file) {
    String name = file.getFileName().toString();
    return name.matches("[0-9a-f]{8}\\.seg") ? Integer.parseUnsignedInt(name, 0, 8, 16) : 0;
  }

  /**
   * Returns when records, all written before the call, are durable.
   *
   * @throws UncheckedIOException when one of them may be lost; so it is for ever
   */
  public void sync(long[] ids) {
    groupSync.sync();
    for (long id : ids) {
      Segment segment = open.get(numberOf(id));
      if (segment != null && segment.failed()) { // in this sync or one before
        throw new UncheckedIOException(
            new IOException("segment " + segment.number() + " could not be made durable"));
      }
      if (exchanged.contains(numberOf(id))
          || segment != null && segment.created() && segment.untouchedFor(CLAIM)) {
        throw new UncheckedIOException(
            new IOException("written too long ago: it may have been freed meanwhile"));
      }
    }
  }

  private void forceWritten() throws IOException {
    List<Segment> segments;
    synchronized (this) {
      segments = List.copyOf(written);
    }
    for (Segment segment : segments) {
      try {
        segment.force();
      } catch (IOException | RuntimeException | Error e) {
        giveUp(segment, e);
        throw e;
      }
    }
    synchronized (this) {
      for (Segment segment : segments) {
        if (segment != current && segment.settled()) {
          segment.finish();
          written.remove(segment);
        }
      }
    }
  }

  /** What was found damaged. */
  public Damage damage() {
    return damage;
  }

  /** The octets of a record. */
  public Content content(long id) {
    return new StoredContent(this, id);
  }

  /** The facts of records. */
  public List<MessageFacts> facts(long[] ids) {
    List<MessageFacts> facts = new ArrayList<>(ids.length);
    RecordWindow window = new RecordWindow(this);
    for (int i = 0; i < ids.length; i++) {
      facts.add(window.facts(ids[i], following(ids, i)));
    }
    return facts;
  }

  /** What reads records by their index. To be used by one thread; cheap for neighbours. */
  public IntConsumer scan(long[] ids, Visitor visitor) {
    RecordScan scan = new RecordScan(this, ids);
    return index -> {
      RecordScan.Message message = scan.read(index);
      visitor.see(index, message.facts(), message.content());
    };
  }

  /** Is shown records. */
  public interface Visitor {
    /**
     * The record whose id has an index.
     *
     * @param octets not to be used after the call
     */
    void see(int index, MessageFacts facts, Content octets);
  }

  /** The facts of records, and their headers but for long ones. */
  public List<MessageHead> heads(long[] ids) {
    List<MessageHead> heads = new ArrayList<>(ids.length);
    RecordWindow window = new RecordWindow(this);
    for (int i = 0; i < ids.length; i++) {
      heads.add(window.head(ids[i], following(ids, i)));
    }
    return heads;
  }

  private static long following(long[] ids, int at) {
    return at + 1 < ids.length ? ids[at + 1] : ids[at];
  }

  /**
   * Reads from the segment of a content id; once more, from the beginning, when its file was
   * exchanged meanwhile.
   *
   * @throws ContentGone when there is no such segment any more
   * @throws ContentDamaged when the work does so
   */
  <T> T reading(long id, Function<Segment, T> work) {
    try {
      return readingNow(id, work);
    } catch (ContentLost | UncheckedIOException e) {
      Segment known = open.get(numberOf(id));
      if (known != null && known.created()) {
        throw found(e); // what this server writes, it sees at once
      }
      try {
        return late.read(id, file(numberOf(id)), () -> readingNow(id, work), e);
      } catch (ContentLost | UncheckedIOException still) {
        throw found(still);
      }
    }
  }

  private RuntimeException found(RuntimeException e) {
    if (e instanceof ContentDamaged lost) {
      damage.found(lost);
    }
    return e;
  }

  private <T> T readingNow(long id, Function<Segment, T> work) {
    for (int left = READS; ; left--) {
      Segment segment = segment(id);
      try {
        return work.apply(segment);
      } catch (Segment.Closed e) {
        retire(segment);
        if (left == 0) {
          throw new UncheckedIOException((IOException) e.getCause());
        }
      } catch (ContentLost e) {
        if (left == READS && !segment.created()) {
          retire(segment); // a common disk may show a file shorter than it is by now
          continue;
        }
        throw e;
      }
    }
  }

  private static int numberOf(long id) {
    return (int) (id >>> 32);
  }

  /** Where the record of an id begins in its segment. */
  static long offsetOf(long id) {
    return id & 0xFFFFFFFFL;
  }

  private Segment segment(long id) {
    int number = numberOf(id);
    Segment known = open.get(number);
    if (known != null) {
      return known;
    }
    try {
      return open.computeIfAbsent(number, this::openForReading);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException && !isBeyondAll(number)) {
        throw new ContentGone(id);
      }
      throw e;
    }
  }

  /** Whether a segment is newer than all that are there: then this is another, empty disk. */
  private boolean isBeyondAll(int number) {
    try {
      return number > highest(); // none is given twice
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Segment openForReading(int number) {
    try {
      return Segment.open(number, file(number), disk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody reads from this object any more; those who do now go on with another. */
  private void retire(Segment segment) {
    boolean interrupted = Thread.interrupted(); // would close the next channel too
    if (interrupted) {
      LOG.log(System.Logger.Level.DEBUG, "event=reader-interrupted");
    }
    if (segment.created()) {
      exchanged.add(segment.number());
    }
    open.remove(segment.number(), segment);
    segment.close();
  }

  /** Closes the files that were exchanged or deleted, here or by another server. */
  public void closeExchanged() {
    open.values().stream().filter(Segment::exchanged).forEach(this::retire);
  }

  /** Whether this server may still write to a segment, or did so not long enough ago. */
  boolean inUse(int number, Duration rest) {
    Segment segment = open.get(number);
    return segment != null
        && segment.created()
        && (segment.writable() || !segment.surelyUntouchedFor(rest));
  }

  /** Syncs what was written and closes the files. */
  public void close() {
    try {
      groupSync.sync();
    } finally {
      open.values().forEach(Segment::close);
      open.clear();
    }
  }

  /** Where a record goes, and when that was decided, by both clocks. */
  record Place(Segment segment, long offset, long nanos, long millis) {
    Place(Segment segment, long offset) {
      this(segment, offset, System.nanoTime(), System.currentTimeMillis());
    }

    long id() {
      return (long) segment.number() << 32 | offset;
    }

    /** Throws when so long has passed meanwhile that another server may have exchanged the file. */
    void check() throws IOException {
      if (System.nanoTime() - nanos > CLAIM.toNanos()
          || System.currentTimeMillis() - millis > CLAIM.toMillis()) {
        throw new IOException("the server stood still while it wrote");
      }
    }
  }
}
