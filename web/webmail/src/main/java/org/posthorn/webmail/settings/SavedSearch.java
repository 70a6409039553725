package org.posthorn.webmail.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A search that somebody has kept.
 *
 * @param name what it is called
 * @param query what was typed
 */
public record SavedSearch(String name, String query) {
  public String getName() {
    return name;
  }

  public String getQuery() {
    return query;
  }

  public String getHref() {
    return "/webmail/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
