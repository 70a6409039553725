/** Which messages a list has. */
@NullMarked
package org.posthorn.webmail.list;

import org.jspecify.annotations.NullMarked;
