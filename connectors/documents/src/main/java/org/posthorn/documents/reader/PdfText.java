package org.posthorn.documents.reader;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Text of PDF files that need no password. Nothing is rendered, no image decoded, no font of the
 * system looked for. ISO 32000-1. PDFBox knows no limits while it parses, so only this process has.
 */
final class PdfText {
  private static final int MOST_PAGES = 500;
  private static final int MOST_SIGNS = 100_000; // of a page; each is an object of some size

  private final DocumentBudget budget;

  /** Reads within a budget. */
  PdfText(DocumentBudget budget) {
    this.budget = budget;
  }

  /** Puts the text into the budget. */
  void read(byte[] octets) throws IOException {
    OneFont.use();
    try (PDDocument document =
        Loader.loadPDF(new RandomAccessReadBuffer(octets), IOUtils.createMemoryOnlyStreamCache())) {
      Stripper stripper = new Stripper();
      stripper.setEndPage(MOST_PAGES);
      stripper.writeText(document, new Found());
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
