package org.posthorn.documents.control;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Text of PDF files that need no password. Nothing is rendered, no image decoded, no font of the
 * system looked for. ISO 32000-1.
 */
public final class PdfText {
  private static final int MOST_PAGES = 500;
  private static final int MOST_SIGNS = 100_000; // of a page; each is an object of some size
  private static final long MEMORY = 8L << 20;
  private static final long DISK = 64L << 20;

  private final Budget budget;

  /** Reads within a budget. */
  public PdfText(Budget budget) {
    this.budget = budget;
  }

  /** Whether octets begin as such a document does. */
  public static boolean may(byte[] start) {
    return start.length >= 5
        && start[0] == '%'
        && start[1] == 'P'
        && start[2] == 'D'
        && start[3] == 'F'
        && start[4] == '-';
  }

  /** Puts the text into the budget. */
  public void read(byte[] octets) throws IOException {
    OneFont.use();
    SafeFilters.begin(budget);
    try (PDDocument document =
        Loader.loadPDF(
            new BudgetedRead(octets, budget),
            MemoryUsageSetting.setupMixed(MEMORY, DISK).streamCache)) {
      Stripper stripper = new Stripper();
      stripper.setEndPage(MOST_PAGES);
      stripper.writeText(document, new Found());
    } finally {
      SafeFilters.end();
    }
  }

  private final class Stripper extends PDFTextStripper {
    private int signs;

    @Override
    protected void startPage(PDPage page) {
      signs = 0;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      budget.work();
      super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
      if (++signs > MOST_SIGNS) {
        throw new OverBudget("signs");
      }
      super.processTextPosition(text);
    }
  }

  private final class Found extends Writer {
    @Override
    public void write(char[] source, int at, int length) {
      budget.text(new String(source, at, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
