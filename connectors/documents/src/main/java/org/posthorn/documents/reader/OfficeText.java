package org.posthorn.documents.reader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Text of documents that are XML in a ZIP file: Office Open XML (ECMA-376) and OpenDocument. No DTD
 * is read and no entity resolved; depth, number of entries and their sizes are limited.
 */
final class OfficeText {
  private static final int MOST_ENTRIES = 2_000;
  private static final int MOST_DEPTH = 200;
  private static final long MOST_XML = 16L << 20; // octets of one entry that is parsed
  private static final Pattern TEXTS =
      Pattern.compile(
          "content\\.xml"
              + "|word/(document|header\\d*|footer\\d*|footnotes|endnotes|comments)\\.xml"
              + "|xl/sharedStrings\\.xml|xl/worksheets/[^/]+\\.xml"
              + "|ppt/(slides|notesSlides)/[^/]+\\.xml");
  private static final Set<String> WORDS = Set.of("t"); // in w:, a: and the sheets' namespace
  private static final Set<String> PARAGRAPHS = Set.of("p", "h");
  private static final Set<String> ENDS = Set.of("p", "h", "si", "c", "is", "tab", "br", "s");

  private final DocumentBudget budget;
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

  /** Reads within a budget. */
  OfficeText(DocumentBudget budget) {
    this.budget = budget;
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new OverBudget("entity");
        });
  }

  /** Puts the text into the budget. */
  void read(byte[] octets) throws IOException, XMLStreamException {
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(octets));
    InputStream inflated = budget.in(zip);
    ZipEntry entry = zip.getNextEntry();
    for (int entries = 0; entry != null && entries < MOST_ENTRIES; entries++) {
      if (TEXTS.matcher(entry.getName()).matches()) {
        parse(new Limited(inflated), entry.getName().equals("content.xml"));
      }
      inflated.transferTo(
          OutputStream.nullOutputStream()); // or the stream would do it, without a budget
      entry = zip.getNextEntry();
    }
  }

  private void parse(InputStream xml, boolean open) throws XMLStreamException {
    XMLStreamReader reader = factory.createXMLStreamReader(xml);
    int depth = 0;
    int inText = 0; // elements around that hold text
    Set<String> holders = open ? PARAGRAPHS : WORDS;
    while (reader.hasNext()) {
      budget.work();
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > MOST_DEPTH) {
            throw new OverBudget("depth");
          }
          inText += holders.contains(reader.getLocalName()) ? 1 : 0;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          inText -= holders.contains(reader.getLocalName()) ? 1 : 0;
          if (ENDS.contains(reader.getLocalName())) {
            budget.text("\n");
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inText > 0) {
            budget.text(reader.getText());
          }
        }
        default -> {
          // comments and the like say nothing
        }
      }
    }
  }

  /** Ends early, which is an error to a parser. */
  private static final class Limited extends InputStream {
    private final InputStream from;
    private long left = MOST_XML;

    Limited(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? from.read() : -1;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      int count = left > 0 ? from.read(target, at, (int) Math.min(left, length)) : -1;
      left -= Math.max(0, count);
      return count;
    }
  }
}
