/**
 * The way between clients and the router's control agent.
 *
 * <pre>
 *  ManagementClient --socket--&gt; Session --ring--&gt; ManagementServer.poll --&gt; RequestHandler
 *                  &lt;--socket--         &lt;--queue--
 * </pre>
 *
 * Only session threads touch sockets; control never waits for one.
 */
package io.gatun.mgmt.channel;
