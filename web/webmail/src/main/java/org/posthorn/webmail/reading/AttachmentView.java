package org.posthorn.webmail.reading;

/**
 * An attachment as people see it.
 *
 * @param name of its file
 * @param kind letters that stand for what it is, such as PDF
 * @param size in words
 * @param url where it is
 * @param shown whether a browser can show it
 * @param picture whether it is one
 */
public record AttachmentView(
    String name, String kind, String size, String url, boolean shown, boolean picture) {
  public String getName() {
    return name;
  }

  public String getKind() {
    return kind.isEmpty() ? "…" : kind;
  }

  /** Which colour it has. */
  public String getCss() {
    return switch (kind) {
      case "PDF" -> "pdf";
      case "XLS", "XLSX", "ODS", "CSV" -> "sheet";
      case "DOC", "DOCX", "ODT", "RTF" -> "word";
      case "PPT", "PPTX", "ODP" -> "slides";
      case "ZIP", "GZ", "TAR", "7Z", "RAR" -> "zip";
      case "PNG", "JPG", "JPEG", "GIF", "WEBP", "SVG" -> "image";
      default -> "other";
    };
  }

  public String getSize() {
    return size;
  }

  public String getUrl() {
    return url;
  }

  public boolean isShown() {
    return shown;
  }

  public boolean isPicture() {
    return picture;
  }
}
