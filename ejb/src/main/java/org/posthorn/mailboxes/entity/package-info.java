/** Mailboxes, their logs and snapshots as rows. */
@NullMarked
package org.posthorn.mailboxes.entity;

import org.jspecify.annotations.NullMarked;
