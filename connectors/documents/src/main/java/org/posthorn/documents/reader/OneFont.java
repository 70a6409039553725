package org.posthorn.documents.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/**
 * The font of PDFBox for all that a file does not bring: only its text matters. Without it, PDFBox
 * would read all fonts of the system and write a list of them into the home directory.
 */
public final class OneFont implements FontMapper {
  private static final String NAME = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final OneFont ONLY = new OneFont();

  private final TrueTypeFont font;

  private OneFont() {
    try (InputStream resource = FontMappers.class.getResourceAsStream(NAME)) {
      if (resource == null) {
        throw new IllegalStateException("PDFBox has no " + NAME);
      }
      font = new TTFParser().parse(new RandomAccessReadBuffer(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on PDFBox has this font. */
  public static void use() {
    FontMappers.set(ONLY);
  }

  @Override
  public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
    return new FontMapping<>(font, true);
  }

  @Override
  public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
    return new FontMapping<>(font, true);
  }

  @Override
  @SuppressWarnings("NullAway") // PDFBox takes no OpenType font for "there is none"
  public CIDFontMapping getCIDFont(
      String name, PDFontDescriptor descriptor, PDCIDSystemInfo system) {
    return new CIDFontMapping(null, font, true);
  }
}
