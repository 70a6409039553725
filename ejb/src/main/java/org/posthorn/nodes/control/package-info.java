/** How servers know of each other, and which one does what for all. */
@NullMarked
package org.posthorn.nodes.control;

import org.jspecify.annotations.NullMarked;
