package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.mailstore.Quota;

/** What an account uses and its limits, with the server's defaults. */
public record QuotaView(
    String address,
    @Schema(description = "In octets") Usage storage,
    Usage messages,
    Usage mailboxes) {

  /** What is used of one resource. */
  public record Usage(
      long used, @Schema(description = "null is no limit") @JsonbNillable OptionalLong limit) {}

  static QuotaView of(Quota quota) {
    return new QuotaView(
        quota.root(),
        new Usage(quota.used().octets(), quota.limits().octets()),
        new Usage(quota.used().messages(), quota.limits().messages()),
        new Usage(quota.used().mailboxes(), quota.limits().mailboxes()));
  }
}
