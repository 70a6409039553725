package org.posthorn.documents.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.jspecify.annotations.Nullable;

/**
 * PDFBox's filters, with a limit on what comes out of them: it decodes streams into memory, and a
 * few octets can become gigabytes. Images are not decoded at all. There is no other way in than the
 * factory's own map; where that is not as expected, no PDF is read.
 */
final class SafeFilters {
  private static final int WIDEST = 1 << 16; // columns of a predictor, which keeps a line
  private static final Set<COSName> OF_TEXT =
      Set.of(
          COSName.FLATE_DECODE,
          COSName.FLATE_DECODE_ABBREVIATION,
          COSName.LZW_DECODE,
          COSName.LZW_DECODE_ABBREVIATION,
          COSName.ASCII85_DECODE,
          COSName.ASCII85_DECODE_ABBREVIATION,
          COSName.ASCII_HEX_DECODE,
          COSName.ASCII_HEX_DECODE_ABBREVIATION,
          COSName.RUN_LENGTH_DECODE,
          COSName.RUN_LENGTH_DECODE_ABBREVIATION,
          COSName.CRYPT);
  private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

  static {
    try {
      install();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private SafeFilters() {}

  /** Until {@link #end}, filters of this thread take from a budget; otherwise they fail. */
  static void begin(Budget budget) {
    CURRENT.set(budget);
  }

  /** Ends {@link #begin}. */
  static void end() {
    CURRENT.remove();
  }

  @SuppressWarnings("unchecked")
  private static void install() throws ReflectiveOperationException {
    Field field = FilterFactory.class.getDeclaredField("filters");
    field.setAccessible(true);
    Map<COSName, Filter> filters = (Map<COSName, Filter>) field.get(FilterFactory.INSTANCE);
    filters.replaceAll((name, filter) -> OF_TEXT.contains(name) ? new Safe(filter) : new Refused());
  }

  private static final class Safe extends Filter {
    private final Filter filter;

    Safe(Filter filter) {
      this.filter = filter;
    }

    @Override
    public DecodeResult decode(InputStream in, OutputStream out, COSDictionary stream, int index)
        throws IOException {
      Budget budget = CURRENT.get();
      if (budget == null) {
        throw new OverBudget("no budget");
      }
      COSDictionary parameters = getDecodeParams(stream, index);
      if (parameters.getInt(COSName.COLUMNS, 1) > WIDEST
          || parameters.getInt(COSName.BITS_PER_COMPONENT, 8) > 32) {
        throw new OverBudget("columns");
      }
      return filter.decode(in, budget.out(out), stream, index);
    }

    @Override
    public DecodeResult decode(
        InputStream in, OutputStream out, COSDictionary stream, int index, DecodeOptions options)
        throws IOException {
      return decode(in, out, stream, index);
    }

    @Override
    protected void encode(InputStream in, OutputStream out, COSDictionary parameters)
        throws IOException {
      filter.encode(in, out, parameters, 0);
    }
  }

  private static final class Refused extends Filter {
    @Override
    public DecodeResult decode(InputStream in, OutputStream out, COSDictionary stream, int index)
        throws IOException {
      throw new IOException("images are not decoded");
    }

    @Override
    protected void encode(InputStream in, OutputStream out, COSDictionary parameters)
        throws IOException {
      throw new IOException("images are not encoded");
    }
  }
}
