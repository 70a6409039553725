package org.posthorn.mime;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.posthorn.mime.PartTree.Delimiter;

/**
 * Reads a message as its octets arrive and computes its facts. Any cut of the octets gives the same
 * facts. Bounded in memory; any octets will do. For one thread at a time.
 *
 * <p>Limits: 256 KiB of a header are looked at, 2,000 fields of it; 1,000 parts, nested 50 deep
 * (what comes after counts as octets of the last part); what exceeds them is left out of the facts.
 */
public final class FactsReader {
  /** Where in the message the next octet stands. */
  private enum State {
    /** In a header; from the start, or after an opening delimiter. To BODY at its empty line. */
    HEADER,
    /** In a body, preamble or epilogue; to DELIMITER at a line that starts with a dash. */
    BODY,
    /** In the start of a line that may be a delimiter. Back to BODY, or to REST. */
    DELIMITER,
    /**
     * After a delimiter, to the end of its line; to HEADER, or to BODY when it was a closing one.
     */
    REST
  }

  private final ThreadRoots threads;
  private final PartTree tree = new PartTree();
  private final HeaderBuffer header = new HeaderBuffer();
  private final HeaderReader reader = new HeaderReader();
  private final PreviewSource preview = new PreviewSource();
  private final byte[] line = new byte[PartTree.MAX_DELIMITER];
  private State state = State.HEADER;
  private long base; // octets taken before this chunk
  private int chunk; // where this chunk starts in its array
  private int lines;
  private byte last; // octet before this chunk
  private boolean atLineStart = true;
  private int lineEnd; // octets of the line end before the line that may be a delimiter
  private int lineLength;
  private boolean opening;

  /** Knows no other messages. */
  public FactsReader() {
    this(ThreadRoots.NONE);
  }

  /** Knows to which threads other messages belong. */
  public FactsReader(ThreadRoots threads) {
    this.threads = threads;
  }

  /** Takes the next octets; position moves to the limit. */
  public void feed(ByteBuffer octets) {
    if (octets.hasArray()) {
      int from = octets.arrayOffset() + octets.position();
      take(octets.array(), from, from + octets.remaining());
      octets.position(octets.limit());
      return;
    }
    byte[] copy = new byte[Math.min(8192, octets.remaining())];
    while (octets.hasRemaining()) {
      int count = Math.min(copy.length, octets.remaining());
      octets.get(copy, 0, count);
      take(copy, 0, count);
    }
  }

  /** The message has ended. The reader is of no further use. */
  public MessageFacts finish() {
    if (state == State.DELIMITER) {
      delimiterSeen(base);
    }
    if (state == State.REST) {
      restEnds(base);
    }
    while (state == State.HEADER) {
      headerEnds(base);
    }
    tree.end(base, lines);
    FactsWriter writer = new FactsWriter(tree.root(), reader, threads);
    return writer.write(base, lines, preview.text());
  }

  /** The message itself, with the parts below it; once it has ended. */
  BodyPart root() {
    return tree.root();
  }

  private void take(byte[] octets, int from, int to) {
    if (from == to) {
      return;
    }
    chunk = from;
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case HEADER -> header(octets, at, to);
            case BODY -> body(octets, at, to);
            case DELIMITER -> delimiter(octets, at, to);
            case REST -> rest(octets, at, to);
          };
    }
    base += to - from;
    last = octets[to - 1];
  }

  private long offset(int at) {
    return base + at - chunk;
  }

  private int header(byte[] octets, int from, int to) {
    int feed = Lines.indexOf(octets, from, to);
    int end = feed < 0 ? to : feed + 1;
    header.append(octets, from, end);
    if (feed < 0) {
      return to;
    }
    lines++;
    if (header.lineIsEmpty()) {
      headerEnds(offset(end));
    } else if (tree.looksForBoundaries() && header.lineHasDashes() && delimiterInHeader(end)) {
      state = State.REST;
      restEnds(offset(end));
    } else {
      header.endLine();
    }
    return end;
  }

  // a header without empty line ends at the boundary that follows
  private boolean delimiterInHeader(int end) {
    Optional<Delimiter> found =
        tree.delimiter(header.octets(), header.lineStart(), header.lineKept());
    if (found.isEmpty()) {
      return false;
    }
    long start = offset(end) - header.lineLength();
    header.dropLine();
    lines--;
    while (state == State.HEADER) {
      headerEnds(start);
    }
    delimited(found.get(), start, 0);
    lines++;
    return true;
  }

  private void headerEnds(long bodyStart) {
    BodyPart part = tree.current();
    reader.read(header.fields(), header.isCut(), part);
    header.clear();
    state = tree.bodyStarts(bodyStart, lines) ? State.HEADER : State.BODY;
    atLineStart = true;
    lineEnd = 0;
    if (state == State.BODY) {
      preview.bodyStarts(tree.current());
    }
  }

  private int body(byte[] octets, int from, int to) {
    if (!tree.looksForBoundaries()) {
      preview.add(octets, from, to);
      lines += Lines.count(octets, from, to);
      return to;
    }
    int at = from;
    while (true) {
      if (atLineStart && octets[at] == '-') {
        preview.add(octets, from, at);
        atLineStart = false;
        lineLength = 0;
        state = State.DELIMITER;
        return at;
      }
      int feed = Lines.indexOf(octets, at, to);
      if (feed < 0) {
        atLineStart = false;
        break;
      }
      lines++;
      byte before = feed > chunk ? octets[feed - 1] : last;
      lineEnd = before == '\r' ? 2 : 1;
      atLineStart = true;
      at = feed + 1;
      if (at == to) {
        break;
      }
    }
    preview.add(octets, from, to);
    return to;
  }

  private int delimiter(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && lineLength < line.length && octets[at] != '\n') {
      line[lineLength++] = octets[at++];
    }
    if (at < to) {
      delimiterSeen(offset(at));
    }
    return at;
  }

  /** The start of the line up to {@code end} tells whether it is a delimiter. */
  private void delimiterSeen(long end) {
    boolean dashes = lineLength >= 2 && line[1] == '-';
    Optional<Delimiter> found = dashes ? tree.delimiter(line, 0, lineLength) : Optional.empty();
    if (found.isPresent()) {
      delimited(found.get(), end - lineLength, lineEnd);
      state = State.REST;
    } else {
      preview.add(line, 0, lineLength);
      state = State.BODY;
    }
  }

  private void delimited(Delimiter delimiter, long offset, int precedingLineEnd) {
    preview.bodyEnds();
    tree.delimited(delimiter, offset, precedingLineEnd, lines);
    opening = !delimiter.closing();
    if (opening) {
      tree.open(delimiter.part(), offset);
    }
  }

  private int rest(byte[] octets, int from, int to) {
    int feed = Lines.indexOf(octets, from, to);
    if (feed < 0) {
      return to;
    }
    lines++;
    byte before = feed > chunk ? octets[feed - 1] : last;
    lineEnd = before == '\r' ? 2 : 1;
    restEnds(offset(feed + 1));
    return feed + 1;
  }

  private void restEnds(long offset) {
    atLineStart = true;
    if (opening) {
      tree.current().headerStart = offset;
      header.clear();
      state = State.HEADER;
    } else {
      state = State.BODY;
    }
  }
}
