/** Messages that are changed on their way, and messages that the server writes itself. */
@NullMarked
package org.posthorn.mime.compose;

import org.jspecify.annotations.NullMarked;
