package org.posthorn.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mime.BodyPart.Kind;
import org.posthorn.mime.BodyPart.PartFields;
import org.posthorn.mime.header.Parameters;

/**
 * Writes what the headers of parts say as one list ({@link ListText}), and notes where it has what
 * short lists leave out: MD5, disposition, languages, location, parameters of multiparts.
 */
final class StructureWriter {
  // a message inside that cannot be looked into, in a form that clients can read
  private static final String UNSEEN =
      " (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0";

  private final ListText out = new ListText(256);
  private final List<Integer> extensions = new ArrayList<>(2);

  /** The text. */
  byte[] text() {
    return out.toByteArray();
  }

  /** Start and end of each range that short lists leave out, in order. */
  List<Integer> extensions() {
    return extensions;
  }

  void write(BodyPart part) {
    out.add('(');
    if (part.kind == Kind.MULTIPART) {
      multipart(part);
    } else {
      single(part);
    }
    out.add(')');
  }

  // body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]
  private void multipart(BodyPart part) {
    part.children.forEach(this::write);
    PartFields fields = part.fields;
    out.add(' ').string(fields.subtype);
    int start = out.length();
    parameters(fields.parameters(), false);
    tail(fields);
    cut(start);
  }

  // body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]
  private void single(BodyPart part) {
    PartFields fields = part.fields;
    boolean noCharset = fields.isText() && fields.parameter("charset").isEmpty();
    out.string(fields.type).add(' ').string(fields.subtype);
    parameters(fields.parameters(), noCharset); // RFC 2046 §4.1.2
    out.add(' ').nstring(fields.id).add(' ').nstring(fields.description);
    out.add(' ').string(fields.encoding).add(' ').add(part.size());
    if (part.kind == Kind.MESSAGE) {
      out.add(' ');
      part.children.get(0).envelope.write(out);
      out.add(' ');
      write(part.children.get(0));
      out.add(' ').add(part.lines);
    } else if (fields.isMessage()) {
      unseen(part);
    } else if (fields.isText()) {
      out.add(' ').add(part.lines);
    }
    int start = out.length();
    out.add(' ').nstring(fields.md5);
    tail(fields);
    cut(start);
  }

  private void unseen(BodyPart part) {
    out.add(UNSEEN);
    int start = out.length();
    out.add(" NIL NIL NIL NIL");
    cut(start);
    out.add(") ").add(part.lines);
  }

  private void cut(int start) {
    extensions.add(start);
    extensions.add(out.length());
  }

  private void parameters(Map<String, String> parameters, boolean addCharset) {
    out.add(' ');
    if (parameters.isEmpty() && !addCharset) {
      out.add("NIL");
      return;
    }
    out.add('(');
    String separator = "";
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      out.add(separator).string(parameter.getKey()).add(' ').string(parameter.getValue());
      separator = " ";
    }
    if (addCharset) {
      out.add(separator).add("\"charset\" \"us-ascii\"");
    }
    out.add(')');
  }

  // body-fld-dsp, body-fld-lang, body-fld-loc
  private void tail(PartFields fields) {
    Optional<Parameters> disposition = fields.disposition;
    if (disposition.isPresent()) {
      out.add(" (").string(disposition.get().value());
      parameters(disposition.get().parameters(), false);
      out.add(')');
    } else {
      out.add(" NIL");
    }
    language(fields.language);
    out.add(' ').nstring(fields.location);
  }

  private void language(String value) {
    List<String> tags = new ArrayList<>(1);
    for (String tag : value.split(",", 20)) {
      if (!tag.isBlank()) {
        tags.add(tag.strip());
      }
    }
    out.add(' ');
    if (tags.size() < 2) {
      out.nstring(tags.isEmpty() ? "" : tags.get(0));
      return;
    }
    String separator = "(";
    for (String tag : tags) {
      out.add(separator).string(tag);
      separator = " ";
    }
    out.add(')');
  }
}
