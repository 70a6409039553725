package org.posthorn.content.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.content.control.FreeSpace;
import org.posthorn.content.control.ParallelWork;
import org.posthorn.content.control.SegmentFiles;
import org.posthorn.content.control.SegmentSink;
import org.posthorn.content.control.SegmentStore;
import org.posthorn.content.control.WrittenSegments;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;

/**
 * Where the octets of messages are. A message is written once, with the facts that are computed of
 * it on the way; whoever refers to it keeps its id. Thread-safe; failures of the disk come as
 * {@link java.io.UncheckedIOException}.
 */
@ApplicationScoped
public class ContentStore {
  /** Octets of each disk that are to stay free unless the configuration says otherwise: 2 GiB. */
  public static final String MIN_FREE = "2147483648";

  private static final int PIECE = 128; // messages that one thread reads

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "posthorn.store.content-dir")
  Optional<String> contentDirectory = Optional.empty();

  @Inject
  @ConfigProperty(name = "posthorn.store.min-free", defaultValue = MIN_FREE)
  long minFree;

  /** Whether other servers write to the same directory. */
  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  @Inject
  @ConfigProperty(name = "posthorn.store.late-content", defaultValue = "PT6S")
  Duration lateContent = Duration.ofSeconds(6);

  @Resource ManagedExecutorService executor;

  private Path directory;
  private FreeSpace freeSpace;
  private SegmentStore segments;
  private WrittenSegments written;
  private ParallelWork helpers;

  @SuppressWarnings("NullAway.Init") // open() fills the fields
  public ContentStore() {}

  @PostConstruct
  void open() {
    Path data = Path.of(dataDirectory);
    directory = contentDirectory.map(Path::of).orElse(data.resolve("content"));
    Path temporary = data.resolve("tmp");
    freeSpace =
        new FreeSpace(minFree, directory, temporary, data.resolve("db"), data.resolve("broker"));
    segments = new SegmentStore(directory, temporary, freeSpace);
    written = new WrittenSegments(data.resolve("written"), directory);
    written.tell();
    segments.note(written);
    if (shared) {
      segments.expectLate(lateContent);
    }
    helpers = new ParallelWork(executor, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** A place on whose disk there is so little space that no message is taken. */
  public Optional<Path> shortage() {
    return freeSpace.shortage();
  }

  /** Octets that can be written to the fullest of the disks in use. */
  public long usable() {
    return freeSpace.usable();
  }

  /** Where the octets of a new message go. */
  public ContentSink sink() {
    return new SegmentSink(segments);
  }

  /**
   * The octets of a message. Reads nothing yet; reading throws {@link
   * org.posthorn.kernel.ContentGone} when they were freed.
   */
  public Content content(long id) {
    return segments.content(id);
  }

  /**
   * The facts of messages, in the order of their ids. Cheap for neighbours.
   *
   * @throws org.posthorn.kernel.ContentGone when one of them was freed
   */
  public List<MessageFacts> facts(long[] ids) {
    return segments.facts(ids);
  }

  /** The facts and short headers of messages, in the order of their ids. Cheap for neighbours. */
  public List<MessageHead> heads(long[] ids) {
    return segments.heads(ids);
  }

  /**
   * Shows messages with their facts and octets, each once, in any order and on several threads at
   * once when processors are idle. Returns when all have been seen, or throws what a visit threw.
   * Cheap for neighbours in the order of their ids.
   */
  public void visit(long[] ids, Visitor visitor) {
    int pieces = (ids.length + PIECE - 1) / PIECE;
    helpers.work(
        pieces,
        () -> {
          IntConsumer scan = segments.scan(ids, visitor::see);
          return piece -> {
            for (int i = piece * PIECE; i < Math.min(ids.length, (piece + 1) * PIECE); i++) {
              scan.accept(i);
            }
          };
        });
  }

  /** Is shown messages, on any thread and several at once. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * The message whose id has an index.
     *
     * @param octets not to be used after the call
     */
    void see(int index, MessageFacts facts, Content octets);
  }

  /**
   * Returns when messages, finished before the call, are durable. Many callers share one sync.
   *
   * @throws java.io.UncheckedIOException when one of them may be lost: it must be written anew
   */
  public void sync(long[] ids) {
    segments.sync(ids);
  }

  /** There is nothing where the octets of a message should be to which somebody refers. */
  public void lost(long id) {
    segments.damage().found(new ContentGone(id));
  }

  /** How many messages were found damaged since the start, or gone without having been freed. */
  public int damaged() {
    return segments.damage().count();
  }

  /** Where the servers that use this content leave their marks. */
  public Path marks() {
    return directory.resolve("servers");
  }

  /**
   * From now on messages get ids far from those that may have been given before a restore: clients
   * know them as EMAILID, which is never to name another message. RFC 8474 §5.1.
   */
  public void skipSegments() {
    try {
      segments.skip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files, for who frees space in them. */
  SegmentFiles files() {
    return new SegmentFiles(segments);
  }

  /** Octets of the disk that are left alone. */
  long minFree() {
    return minFree;
  }

  /** Lets go of files that another server has exchanged or deleted. */
  void closeExchanged() {
    segments.closeExchanged();
  }

  @PreDestroy
  void close() {
    segments.close();
    written.close();
  }
}
