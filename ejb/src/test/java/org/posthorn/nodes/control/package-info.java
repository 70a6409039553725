/** Tests of several servers in one process. */
@NullMarked
package org.posthorn.nodes.control;

import org.jspecify.annotations.NullMarked;
