package org.posthorn.webapi.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.logins.value.Block;

/** Somebody who has to wait before the next login, as the API shows it. */
public record LoginBlockView(
    @Schema(description = "account, pair (an account at an address), address or network")
        String kind,
    String name,
    @Schema(description = "mail or http") String protocol,
    long failures,
    @Schema(description = "Seconds until the next login is looked at") long seconds) {

  static LoginBlockView of(Block block) {
    long seconds = Math.max(1, block.delay().plusMillis(999).toSeconds());
    return new LoginBlockView(
        block.kind(), block.name(), block.protocol(), block.failures(), seconds);
  }
}
