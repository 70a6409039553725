package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.nodes.value.ServerInfo;

/** A server as the API shows it. */
public record ServerView(
    @Schema(description = "Of its start; each start is a server of its own") long id,
    @Schema(description = "Whether it is the one that answers") boolean answering,
    String name,
    String version,
    @Schema(description = "up, stopped or gone: nothing was heard of it for a minute") String state,
    Instant started,
    @Schema(description = "null while it is up") @JsonbNillable Optional<Instant> ended,
    @Schema(description = "Since its last sign of life, which comes every ten seconds")
        long silentSeconds,
    @Schema(description = "What it alone does for all") List<String> duties,
    @Schema(
            description =
                "Numbers that it reported: open connections by listener, relay attempts, mailboxes"
                    + " in memory")
        Map<String, Long> facts) {

  public ServerView {
    duties = List.copyOf(duties);
  }

  static ServerView of(ServerInfo server) {
    return new ServerView(
        server.id(),
        server.self(),
        server.name(),
        server.build(),
        server.state(),
        server.started(),
        server.ended(),
        server.silence().toSeconds(),
        server.duties(),
        server.facts());
  }
}
