/** What the message-driven beans answer with. */
@NullMarked
package org.posthorn.access.control;

import org.jspecify.annotations.NullMarked;
