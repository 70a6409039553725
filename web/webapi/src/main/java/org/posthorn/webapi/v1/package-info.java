/** Resources for applications: messages, mailboxes, keys, and what becomes of sent mail. */
@NullMarked
package org.posthorn.webapi.v1;

import org.jspecify.annotations.NullMarked;
