package org.posthorn.content.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.content.control.SegmentFiles;
import org.posthorn.content.control.SegmentSink;
import org.posthorn.content.control.SegmentStore;
import org.posthorn.kernel.Content;
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

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "posthorn.store.content-dir")
  Optional<String> contentDirectory = Optional.empty();

  @Inject
  @ConfigProperty(name = "posthorn.store.min-free", defaultValue = "268435456")
  long minFree;

  private SegmentStore segments;

  @SuppressWarnings("NullAway.Init") // open() fills the field
  public ContentStore() {}

  @PostConstruct
  void open() {
    Path data = Path.of(dataDirectory);
    Path content = contentDirectory.map(Path::of).orElse(data.resolve("content"));
    segments = new SegmentStore(content, data.resolve("tmp"), minFree);
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
   * Returns when messages, finished before the call, are durable. Many callers share one sync.
   *
   * @throws java.io.UncheckedIOException when one of them may be lost: it must be written anew
   */
  public void sync(long[] ids) {
    segments.sync(ids);
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
  }
}
