/** Who has the console open on which node. `describePresenceStore` is the last word on what an adapter does. */
export interface PresenceStore {
  /**
   * Says who is at this node, in place of what it said before. Nobody: the node is forgotten.
   *
   * @param until ms since 1970; a node that is silent for longer is taken for dead.
   */
  say(siteId: string, node: string, people: readonly string[], until: number): Promise<void>;
  /** Everybody at other nodes that are not silent at `now`; whoever is at two of them is named twice. */
  elsewhere(siteId: string, node: string, now: number): Promise<readonly string[]>;
}
