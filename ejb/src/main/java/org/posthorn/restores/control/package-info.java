/** How a restored database is told from one that went on. */
@NullMarked
package org.posthorn.restores.control;

import org.jspecify.annotations.NullMarked;
