package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mime.compose.HeaderWriter.Parameter;
import org.posthorn.mime.text.Charsets;

/** Writes the parts of a message, each with its header: multiparts, texts and files. */
final class PartWriter {
  private static final int LINE = 76;
  private static final byte[] CRLF = {'\r', '\n'};
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z0-9-]{1,40})=\"?([A-Za-z0-9!#$&+.^_`{|}~ /:-]{1,200})\"?");

  private final OutputStream out;

  /** Parts are written there. */
  PartWriter(OutputStream out) {
    this.out = out;
  }

  /** Begins a multipart; what is in it follows, each behind a {@link #delimiter}. */
  String multipart(String subtype, List<Parameter> more) throws IOException {
    String boundary = "=_" + UUID.randomUUID(); // no line of what is encoded begins so
    List<Parameter> parameters = new ArrayList<>(more);
    parameters.add(new Parameter("boundary", boundary));
    HeaderWriter header = new HeaderWriter();
    header.parameters("Content-Type", "multipart/" + subtype, parameters);
    put(header.text()); // the delimiter begins with the empty line
    return boundary;
  }

  /** What writes a part, with its header. */
  interface Part {
    void write() throws IOException;
  }

  /**
   * A part with files behind it in a multipart; the part alone where there are none.
   *
   * @param more parameters of the multipart
   */
  void withFiles(
      String subtype,
      List<Parameter> more,
      Part first,
      List<OutgoingPart> files,
      String disposition)
      throws IOException {
    if (files.isEmpty()) {
      first.write();
      return;
    }
    String boundary = multipart(subtype, more);
    delimiter(boundary);
    first.write();
    for (OutgoingPart each : files) {
      delimiter(boundary);
      file(each, disposition);
    }
    end(boundary);
  }

  void delimiter(String boundary) throws IOException {
    put("\r\n--" + boundary + "\r\n");
  }

  void end(String boundary) throws IOException {
    put("\r\n--" + boundary + "--\r\n");
  }

  /** Text in lines ended by LF or CRLF, whose lines stay as they are. */
  void text(String type, String text) throws IOException {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    String whole = lines.endsWith("\r\n") ? lines : lines + "\r\n";
    text(type, List.of(new Parameter("charset", "utf-8")), whole, isSevenBit(whole));
  }

  /** Text that is written as it is, or in quoted-printable. */
  void text(String type, List<Parameter> parameters, String text, boolean plain)
      throws IOException {
    HeaderWriter header = new HeaderWriter();
    header.parameters("Content-Type", type, parameters);
    header.structured("Content-Transfer-Encoding", List.of(plain ? "7bit" : "quoted-printable"));
    put(header.text());
    out.write(CRLF);
    put(plain ? text : QuotedPrintable.encode(text));
  }

  /** Whether text needs no encoding. */
  static boolean isSevenBit(String text) {
    return Charsets.isAscii(text)
        && text.chars().noneMatch(c -> c == 0)
        && text.lines().allMatch(line -> line.length() <= 998); // RFC 5322 §2.1.1
  }

  void file(OutgoingPart part, String disposition) throws IOException {
    HeaderWriter header = new HeaderWriter();
    List<Parameter> name =
        part.name().isEmpty() ? List.of() : List.of(new Parameter("filename", part.name()));
    Optional<String> type = HeaderWriter.mediaType(part.mediaType().split(";", 2)[0]);
    header.parameters(
        "Content-Type",
        type.orElse("application/octet-stream"),
        type.isEmpty() ? List.of() : parameters(part.mediaType()));
    header.parameters("Content-Disposition", disposition, name); // RFC 2183
    part.contentId().ifPresent(id -> header.structured("Content-ID", List.of('<' + id + '>')));
    header.structured("Content-Transfer-Encoding", List.of("base64"));
    put(header.text());
    out.write(CRLF);
    try (OutputStream encoded = Base64.getMimeEncoder(LINE, CRLF).wrap(new Unclosed(out))) {
      part.octets().writeTo(encoded);
    }
    out.write(CRLF);
  }

  /** Those of a media type, such as charset, or method of a calendar (RFC 6047 §2.4). */
  private static List<Parameter> parameters(String mediaType) {
    List<Parameter> found = new ArrayList<>();
    Matcher each = PARAMETER.matcher(mediaType);
    while (each.find()) {
      found.add(new Parameter(each.group(1).toLowerCase(Locale.ROOT), each.group(2)));
    }
    return found;
  }

  void put(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  /** Base64 ends when its stream is closed; ours goes on. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
      out.write(octets, from, count);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
